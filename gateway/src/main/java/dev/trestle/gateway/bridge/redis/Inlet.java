package dev.trestle.gateway.bridge.redis;

import dev.trestle.bus.Failures;
import dev.trestle.config.RedisMapping;
import dev.trestle.gateway.Edge;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

/** Where messages of one mapping become events. */
final class Inlet {

    private static final String SOMEBODY = "redis";

    private final Edge edge;
    private final Template topic;
    private final Template event;

    Inlet(Edge edge, RedisMapping mapping) {
        this.edge = edge;
        this.topic = new Template(mapping.topic());
        this.event = new Template(mapping.event());
    }

    /**
     * Publishes {@code message}; fails with a {@link Failure}, whose code tells whether it may be tried again.
     *
     * @param key the message's name, with which it becomes one event only, or {@code null}
     */
    Future<Void> take(byte[] message, String key) {
        try {
            var fields = read(message);
            return edge.topicOperations()
                    .publishFromBus(SOMEBODY, topic.fill(fields), event.fill(fields), message, key)
                    .onSuccess(place -> edge.metrics().bridged())
                    .mapEmpty();
        } catch (RuntimeException refused) {
            return Future.failedFuture(Failures.from(refused));
        }
    }

    /** As strict as with what clients send: it becomes a part of frames as it is. */
    private JsonObject read(byte[] message) {
        edge.reader()
                .params(Buffer.buffer("{\"data\":")
                        .appendBytes(message)
                        .appendString("}")
                        .getBytes());
        try {
            return new JsonObject(Buffer.buffer(message));
        } catch (DecodeException | ClassCastException notAnObject) {
            throw Template.refused("the message must be a JSON object");
        }
    }
}
