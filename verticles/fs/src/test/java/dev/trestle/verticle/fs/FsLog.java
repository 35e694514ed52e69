package dev.trestle.verticle.fs;

import dev.trestle.bus.Node;
import dev.trestle.bus.Publications;
import dev.trestle.bus.Publications.Publication;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Topics.Position;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** The other end of what is published: takes events like a gateway, as fast as a test wants it to. */
public final class FsLog {

    /** One event; {@code data} may be {@code null}. */
    public record Event(String topic, String name, JsonObject data) {}

    private final List<Event> events = new ArrayList<>();
    private Promise<Void> open = Promise.promise();
    private boolean away;
    private int messages;
    private int refused;

    FsLog() {
        open.complete();
    }

    Future<Void> start(Node node) {
        return Publications.serve(node, this::take);
    }

    private synchronized Future<Position> take(Publication publication) {
        if (away) {
            refused++;
            return Future.failedFuture(new Failure(ErrorCode.UNAVAILABLE, "the log is away"));
        }
        messages++;
        new JsonArray(publication.data())
                .forEach(item -> events.add(new Event(
                        publication.topic(),
                        ((JsonObject) item).getString("event"),
                        ((JsonObject) item).getJsonObject("data"))));
        return open.future().map(new Position("e", events.size()));
    }

    /** What was published, oldest first. */
    public synchronized List<Event> events() {
        return List.copyOf(events);
    }

    /** The data of the last event of that name about that path; {@code null} when there is none. */
    public JsonObject last(String name, String path) {
        return events().stream()
                .filter(event ->
                        event.name().equals(name) && path.equals(event.data().getString("path")))
                .map(Event::data)
                .reduce((one, later) -> later)
                .orElse(null);
    }

    /** How many events were published. */
    public synchronized int size() {
        return events.size();
    }

    /** How many messages have come. */
    public synchronized int messages() {
        return messages;
    }

    /** How many messages were refused. */
    public synchronized int refused() {
        return refused;
    }

    /** Answers nobody until {@link #release}. */
    public synchronized void hold() {
        open = Promise.promise();
    }

    public void release() {
        open.complete();
    }

    /** Whether it fails from now on. */
    public synchronized void away(boolean now) {
        away = now;
    }
}
