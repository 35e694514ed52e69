package dev.trestle.verticle.agent;

import dev.trestle.bus.Publications.Publication;
import dev.trestle.wire.Topics;
import dev.trestle.wire.Topics.Position;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A log of transcripts, as gateways keep it. */
final class TestRecords {

    private final Map<String, List<Told>> topics = new ConcurrentHashMap<>();

    private List<Told> of(String topic) {
        return topics.computeIfAbsent(topic, any -> new CopyOnWriteArrayList<>());
    }

    List<Told> ofSession(String session) {
        return List.copyOf(of("agent/" + session + "/transcript"));
    }

    Future<Position> add(Publication published) {
        var events = of(published.topic());
        events.add(new Told(published.event(), new JsonObject(published.data())));
        return Future.succeededFuture(new Position("e", events.size()));
    }

    /** What a worker that died has left of {@code session}. */
    void leave(String session, Told... events) {
        of("agent/" + session + "/transcript").addAll(List.of(events));
    }

    /** Two events a page, so that more than one page is read. */
    Future<Buffer> read(Topics.ReadHistory question) {
        var events = of(question.topic());
        var page = new JsonArray();
        long after = question.since().epoch().equals("e") ? question.since().seq() : 0;
        for (long seq = after + 1; seq <= Math.min(events.size(), after + 2); seq++) {
            var event = events.get((int) seq - 1);
            page.add(new JsonObject()
                    .put("topic", question.topic())
                    .put("epoch", "e")
                    .put("seq", seq)
                    .put("event", event.event())
                    .put("data", event.data())
                    .put("time", 0));
        }
        return Future.succeededFuture(new JsonObject()
                .put("epoch", "e")
                .put("seq", events.size())
                .put("events", page)
                .toBuffer());
    }
}
