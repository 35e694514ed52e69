package dev.trestle.gateway.dialect.gathering;

import dev.trestle.gateway.dialect.EventSocket;
import dev.trestle.wire.Default;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code /ws}: who names topics hears what belongs to them, and who names none hears everything. */
final class Bus {

    private static final int MOST = 1_000;
    private static final String CIRCLES = "circles:";

    /** {@code subscribe} and {@code unsubscribe}. */
    record Named(@Default("[]") List<String> topics) {}

    private final EventSocket socket;
    private final News news;
    private final Set<String> topics = new LinkedHashSet<>();

    Bus(EventSocket socket) {
        this.socket = socket;
        this.news = new News(socket, this::hear);
    }

    void serve() {
        var id = "ws-" + socket.id();
        var since = Frames.now();
        socket.tell("connected", "connection_id", id, "message", "Connected to GatheRing WebSocket");
        var following = news.all();
        socket.on("subscribe", Named.class, this::subscribe)
                .on("unsubscribe", Named.class, this::leave)
                .on("ping", Object.class, none -> following.onComplete(done -> socket.emit("pong", Map.of())))
                .on(
                        "info",
                        Object.class,
                        none -> socket.tell(
                                "info", "id", id, "subscriptions", List.copyOf(topics), "connected_at", since))
                .otherwise(message -> {
                    var action = message.frame().get("action");
                    error("Unknown action: " + (action == null ? "None" : action));
                });
        Frames.troubles(socket, this::error);
    }

    private void subscribe(Named named) {
        var circles = new ArrayList<Future<Void>>();
        for (var topic : named.topics()) {
            if (topics.size() >= MOST) {
                error("at most " + MOST + " topics");
                return;
            } else if (topics.add(topic) && topic.startsWith(CIRCLES)) {
                circles.add(news.circle(topic.substring(CIRCLES.length())));
            }
        }
        Future.join(circles).onComplete(done -> socket.emit("subscribed", named));
    }

    private void leave(Named named) {
        for (var topic : named.topics()) {
            if (topics.remove(topic) && topic.startsWith(CIRCLES)) {
                news.leaveCircle(topic.substring(CIRCLES.length()));
            }
        }
        socket.emit("unsubscribed", named);
    }

    private void hear(News.Item item) {
        boolean wanted = topics.isEmpty() || item.topics().isEmpty();
        for (var topic : item.topics()) {
            wanted |= topics.contains(topic) || topics.contains(topic.replaceFirst(":.*", ""));
        }
        if (wanted) {
            socket.send(Frames.event(item.type(), item.data(), item.time()));
        }
    }

    private void error(String message) {
        socket.tell("error", "message", message);
    }
}
