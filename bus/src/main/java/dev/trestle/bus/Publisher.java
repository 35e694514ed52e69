package dev.trestle.bus;

import dev.trestle.wire.Failure;
import dev.trestle.wire.TopicName;
import dev.trestle.wire.Topics.Position;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import java.time.Duration;
import java.util.List;

/**
 * Publishes on Trestle's topics, from any node; a gateway appends, and answers. Whoever is on the bus may publish on every
 * topic. Any thread may call; the answer comes on the caller's context.
 */
public final class Publisher {

    /**
     * One of several events.
     *
     * @param data {@code null} for none
     */
    public record Event(String event, Object data) {}

    /** Where every gateway takes events. */
    static final String ADDRESS = "trestle.publish";

    private static final long PATIENCE = Duration.ofSeconds(10).toMillis();

    private final Node node;
    private final String principal;

    Publisher(Node node, String principal) {
        this.node = node;
        this.principal = principal;
    }

    /** Publishes {@code data}, which may be {@code null}, as JSON; fails with a {@link Failure} alone. */
    public Future<Position> publish(String topic, String event, Object data) {
        return publish(topic, event, data == null ? Buffer.buffer() : Buffer.buffer(Wire.encode(data)), null);
    }

    /**
     * Publishes {@code json}, of which an empty one is no data; fails with a {@link Failure} alone.
     *
     * @param key when it is not {@code null}, the same key, from the same principal on the same topic, appends once
     */
    public Future<Position> publish(String topic, String event, Buffer json, String key) {
        var options = options(topic).addHeader(Headers.EVENT, event);
        if (key != null) {
            options.addHeader(Headers.KEY, key);
        }
        return send(topic, json, options);
    }

    /** Publishes all of {@code events}, at least one, or none, and yields the place of the last; fails as above. */
    public Future<Position> publish(String topic, List<Event> events) {
        return send(topic, Buffer.buffer(Wire.encode(events)), options(topic));
    }

    /** As {@link #publish(String, List)}, with the array of events in JSON. */
    Future<Position> publishAll(String topic, Buffer json) {
        return send(topic, json, options(topic));
    }

    private DeliveryOptions options(String topic) {
        return new DeliveryOptions()
                .setSendTimeout(PATIENCE)
                .addHeader(Headers.TOPIC, topic)
                .addHeader(Headers.PRINCIPAL, principal);
    }

    /** Which workspace the word of whoever publishes on {@code topic} is about. */
    static String workspaceOf(String topic) {
        var workspace = TopicName.of(topic).workspace();
        return workspace == null ? Offer.ANY : workspace;
    }

    private Future<Position> send(String topic, Buffer json, DeliveryOptions options) {
        try {
            var word = node.words().own(principal, workspaceOf(topic));
            return send(json, word == null ? options : options.addHeader(Headers.WORD, word));
        } catch (Failure noTopic) {
            return Future.failedFuture(noTopic);
        }
    }

    private Future<Position> send(Buffer json, DeliveryOptions options) {
        return Calls.ask(node.vertx().eventBus(), ADDRESS, json, options)
                .map(place -> Failures.orInternal(() -> Wire.decode(place, Position.class)));
    }
}
