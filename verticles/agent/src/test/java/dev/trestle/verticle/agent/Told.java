package dev.trestle.verticle.agent;

import io.vertx.core.json.JsonObject;

/** One event as it was published, and when, by {@link System#nanoTime()}. */
record Told(String event, JsonObject data, long at) {

    Told(String event, JsonObject data) {
        this(event, data, System.nanoTime());
    }

    boolean is(String name) {
        return event.equals(name);
    }

    String text(String member) {
        return data.getString(member);
    }

    @Override
    public String toString() {
        return event + " " + data.encode();
    }
}
