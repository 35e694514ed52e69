package dev.trestle.gateway.planted;

import io.vertx.core.Future;

/** Planted: a thread that stands still until a future is there. */
public final class Awaits {

    public String answer(Future<String> future) {
        return future.await();
    }
}
