package dev.trestle.gateway.topic;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.TopicName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What somebody wants to publish. {@code data} stays the bytes that came: it is checked where it entered, and neither
 * decoded nor encoded again on its way to the subscribers.
 *
 * @param topic {@code null} where it is said elsewhere
 * @param data JSON, or {@code null}
 */
record Publication(String topic, String event, byte[] data) {

    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /**
     * The publication that {@code json}, which is an object, holds.
     *
     * @throws Failure {@code INVALID_ARGUMENT} that names the field
     */
    static Publication read(byte[] json) {
        return readAll(json).get(0);
    }

    /** The event {@code event} with {@code data}, which must be one value of JSON, or {@code null}. */
    static Publication of(String topic, String event, byte[] data) {
        TopicName.checkEvent(event);
        if (data == null) {
            return new Publication(topic, event, null);
        }
        try (var parser = JSON.createParser(data)) {
            parser.nextToken();
            parser.skipChildren();
            if (parser.nextToken() != null) {
                throw refused("something follows the value");
            }
            return new Publication(topic, event, data);
        } catch (IOException notJson) {
            throw refused("data must be JSON");
        }
    }

    /** The publications that {@code json}, which is an object or an array of objects, holds. */
    static List<Publication> readAll(byte[] json) {
        try (var parser = JSON.createParser(json)) {
            var all = new ArrayList<Publication>();
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                all.add(read(parser, json));
            } else {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    all.add(read(parser, json));
                }
            }
            if (parser.nextToken() != null) {
                throw refused("something follows the value");
            }
            return all;
        } catch (IOException notJson) {
            throw refused("the body must be JSON");
        }
    }

    private static Publication read(JsonParser parser, byte[] json) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw refused("a publication must be an object");
        }
        String topic = null;
        String event = null;
        byte[] data = null;
        for (var name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            switch (name) {
                case "topic" -> topic = text(name, parser);
                case "event" -> event = text(name, parser);
                case "data" -> data = slice(parser, json);
                default -> parser.skipChildren();
            }
        }
        if (event == null) {
            throw refused("event is required");
        }
        TopicName.checkEvent(event);
        return new Publication(topic, event, data);
    }

    private static String text(String name, JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> parser.getText();
            default -> throw refused(name + " must be a string");
        };
    }

    private static byte[] slice(JsonParser parser, byte[] json) throws IOException {
        int start = (int) parser.currentTokenLocation().getByteOffset();
        boolean nothing = parser.currentToken() == JsonToken.VALUE_NULL;
        parser.skipChildren();
        // A text is read lazily: only then does the parser stand behind it.
        parser.finishToken();
        return nothing
                ? null
                : Arrays.copyOfRange(json, start, (int) parser.currentLocation().getByteOffset());
    }

    /** What is kept of it, unless {@code data} is larger than {@code limit} bytes. */
    byte[] body(int limit, long time) {
        if (data != null && data.length > limit) {
            var sentence = "data may have " + limit + " bytes, the limit topics.eventBytes, not " + data.length;
            throw new Failure(ErrorCode.TOO_LARGE, sentence).with(Map.of("limit", limit));
        }
        return EventJson.body(event, data, time);
    }

    private static Failure refused(String sentence) {
        return new Failure(ErrorCode.INVALID_ARGUMENT, sentence);
    }
}
