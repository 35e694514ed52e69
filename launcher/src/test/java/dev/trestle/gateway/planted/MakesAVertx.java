package dev.trestle.gateway.planted;

import io.vertx.core.Vertx;

/** Planted: a second Vert.x in the process. */
public final class MakesAVertx {

    public Vertx make() {
        return Vertx.vertx();
    }
}
