package dev.trestle.gateway.dialect;

import java.time.Instant;

/** Times as JavaScript writes them: to the millisecond, in UTC. */
public final class JsTime {

    private JsTime() {}

    public static String now() {
        return of(System.currentTimeMillis());
    }

    /** Of epoch milliseconds. */
    public static String of(long milliseconds) {
        var text = Instant.ofEpochMilli(milliseconds).toString();
        // Whole seconds come without a fraction.
        return text.contains(".") ? text : text.replace("Z", ".000Z");
    }
}
