package dev.trestle.gateway.access;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.trestle.wire.Failure;
import dev.trestle.wire.TopicName;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What a call was about: the names in its JSON that say so, and nothing else of it. */
final class Subject {

    private static final JsonFactory JSON = new JsonFactory();
    private static final Set<String> NAMES =
            Set.of("path", "from", "to", "topic", "event", "agent", "terminal", "session");

    /** The longest name, in characters. */
    private static final int LONGEST = 256;

    private final Map<String, String> names = new HashMap<>();

    private Subject() {}

    /** Of {@code json}, which may be {@code null}. */
    static Subject of(Buffer json) {
        var subject = new Subject();
        if (json != null) {
            try (var parser = JSON.createParser(json.getBytes())) {
                subject.read(parser);
            } catch (IOException notJson) {
                // Then it is about nothing, and was refused for that.
            }
        }
        return subject;
    }

    /** Of what is published on {@code topic}. */
    static Subject ofTopic(String topic) {
        var subject = new Subject();
        subject.names.put("topic", topic);
        return subject;
    }

    /** The workspace of its topic, or {@code null}. */
    String workspace() {
        try {
            var topic = names.get("topic");
            return topic == null ? null : TopicName.of(topic).workspace();
        } catch (Failure noTopic) {
            return null;
        }
    }

    private void read(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return;
        }
        for (var name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            if (parser.nextToken() == JsonToken.VALUE_STRING && NAMES.contains(name)) {
                names.put(name, cut(parser.getText()));
            } else {
                parser.skipChildren();
            }
        }
    }

    /** The name of the first of these kinds that there is, or {@code null}. */
    String named(String... kinds) {
        return Arrays.stream(kinds)
                .map(names::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** {@code name}, shortened if it has to be. */
    static String cut(String name) {
        return name == null || name.length() <= LONGEST ? name : name.substring(0, LONGEST) + "…";
    }
}
