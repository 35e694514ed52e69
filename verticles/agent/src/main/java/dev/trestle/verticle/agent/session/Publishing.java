package dev.trestle.verticle.agent.session;

import dev.trestle.wire.Topics.Position;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** Where events go. */
@FunctionalInterface
public interface Publishing {

    /**
     * Appends an event to a topic, and yields its place there.
     *
     * @param key the same key, of two calls, appends once
     */
    Future<Position> publish(String topic, String event, Buffer json, String key);
}
