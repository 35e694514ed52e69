package dev.trestle.bus;

import dev.trestle.wire.Failure;
import dev.trestle.wire.Topics.Position;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import java.time.Duration;

/**
 * Publishes on Trestle's topics, from any node; a gateway appends, and answers. Whoever is on the bus may publish on every
 * topic. Any thread may call; the answer comes on the caller's context.
 */
public final class Publisher {

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
        var options = new DeliveryOptions()
                .setSendTimeout(PATIENCE)
                .addHeader(Headers.TOPIC, topic)
                .addHeader(Headers.EVENT, event)
                .addHeader(Headers.PRINCIPAL, principal);
        if (key != null) {
            options.addHeader(Headers.KEY, key);
        }
        return node.vertx()
                .eventBus()
                .<Object>request(ADDRESS, json, options)
                .transform(ended -> ended.succeeded()
                        ? Calls.answer(ended.result())
                        : Future.<Buffer>failedFuture(Failures.from(ended.cause())))
                .map(place -> Failures.orInternal(() -> Wire.decode(place, Position.class)));
    }
}
