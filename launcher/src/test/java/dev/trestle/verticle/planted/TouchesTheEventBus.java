package dev.trestle.verticle.planted;

import io.vertx.core.Vertx;

/** Planted: a verticle that makes up an address of its own. */
public final class TouchesTheEventBus {

    public void shout(Vertx vertx) {
        vertx.eventBus().publish("planted", "anything");
    }
}
