package dev.trestle.gateway.topic;

import dev.trestle.bus.Owners;
import dev.trestle.bus.Wire;
import dev.trestle.gateway.topic.TopicLog.Entry;
import dev.trestle.wire.AgentEvents;
import dev.trestle.wire.AgentTraits;
import dev.trestle.wire.Agents;
import dev.trestle.wire.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Says the last words of sessions whose worker has died and cannot: to those who follow one, its turn ends in
 * {@code failed}, as if the worker had said so itself. On the topics' loop.
 */
final class LostSessions {

    /** How long a worker must be away, in milliseconds: one that leaves has that long to speak for itself. */
    private static final long GRACE = 3_000;

    private static final String WHY = "the worker of this session is gone";
    private static final long NOT_MISSING = -1;
    private static final long SAID = -2;

    private final TopicHome topics;
    private final Supplier<Owners> workers;
    private final Map<String, Long> followed = new HashMap<>();

    /** Of the sessions of {@code workers}, whose topics are among {@code topics}. */
    LostSessions(TopicHome topics, Supplier<Owners> workers) {
        this.topics = topics;
        this.workers = workers;
    }

    /** {@code topic} has followers. */
    void begin(String topic) {
        if (topic.startsWith(Agents.TOPIC)) {
            followed.put(topic, NOT_MISSING);
        }
    }

    /** {@code topic} has no followers here any more. */
    void end(String topic) {
        followed.remove(topic);
    }

    /** Looks who is missing; {@code now} in milliseconds of any clock. */
    void tick(long now) {
        if (followed.isEmpty()) {
            return;
        }
        var alive = Set.copyOf(workers.get().nodes());
        for (var topic : List.copyOf(followed.keySet())) {
            long since = followed.get(topic);
            if (alive.contains(worker(topic))) {
                followed.put(topic, NOT_MISSING);
            } else if (since == NOT_MISSING) {
                followed.put(topic, now);
            } else if (since != SAID && now - since >= GRACE) {
                followed.put(topic, SAID);
                // A log that cannot be reached is asked again.
                read(topic, 0, new Course()).onFailure(cause -> followed.replace(topic, SAID, NOT_MISSING));
            }
        }
    }

    private static String worker(String topic) {
        int end = topic.indexOf('/', Agents.TOPIC.length());
        return topic.substring(topic.lastIndexOf('@') + 1, end < 0 ? topic.length() : end);
    }

    private Future<Void> read(String topic, long after, Course course) {
        return topics.read(topic, after).compose(page -> {
            page.entries().forEach(course::take);
            int size = page.entries().size();
            if (size > 0 && page.entries().get(size - 1).seq() < page.last()) {
                return read(topic, page.entries().get(size - 1).seq(), course);
            }
            var last = course.last();
            return last.isEmpty()
                    ? Future.succeededFuture()
                    : topics.append(topic, last, null).mapEmpty();
        });
    }

    /** What a session was doing. */
    private static final class Course {

        private final Map<String, String> questions = new LinkedHashMap<>();
        private boolean begun;
        private boolean over;
        private String turn;

        void take(Entry entry) {
            var event = new JsonObject("{" + new String(entry.body(), StandardCharsets.UTF_8) + "}");
            var data = event.getJsonObject("data", new JsonObject());
            begun |= AgentEvents.named(event.getString("event")).isPresent();
            switch (event.getString("event")) {
                case "status" -> over = data.getString("state", "").matches("error|stopped");
                case "completed", "failed" -> turn = null;
                case "permission" -> questions.put(data.getString("request"), data.getString("turn"));
                case "permission.resolved" -> questions.remove(data.getString("request"));
                default -> turn = data.getString("turn", turn);
            }
        }

        /** The events that are missing; none where the session has ended, or there never was one. */
        List<byte[]> last() {
            var missing = new ArrayList<byte[]>();
            if (begun && !over) {
                questions.forEach((request, about) ->
                        missing.add(body(new AgentEvents.Resolved(about, request, null, "cancel"))));
                missing.add(body(new AgentEvents.Failed(turn, ErrorCode.UNAVAILABLE.name(), WHY)));
                missing.add(body(new AgentTraits.Status(Agents.State.ERROR)));
            }
            return missing;
        }

        private static byte[] body(AgentEvents.Event event) {
            return EventJson.body(event.event(), Wire.encode(event), System.currentTimeMillis());
        }
    }
}
