package dev.trestle.gateway.planted;

import io.vertx.core.Vertx;

/** Planted: a second Vert.x in the process, by its builder. */
public final class BuildsAVertx {

    public Vertx make() {
        return Vertx.builder().build();
    }
}
