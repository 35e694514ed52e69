package dev.trestle.verticle.agent.session;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** Where events go. */
@FunctionalInterface
public interface Publishing {

    /**
     * Appends an event to a topic; what it yields does not matter.
     *
     * @param key the same key, of two calls, appends once
     */
    Future<?> publish(String topic, String event, Buffer json, String key);
}
