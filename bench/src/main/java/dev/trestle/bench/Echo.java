package dev.trestle.bench;

import java.io.IOException;
import java.time.Duration;
import org.HdrHistogram.Histogram;

/** How long a key takes until it is seen, while nothing or a lot goes on beside it. */
enum Echo {
    /** Nothing else goes on. */
    IDLE("echo of a key"),
    /** A program floods another terminal, on a connection of its own. */
    FLOOD_BESIDE("flood on another socket"),
    /** A program floods another terminal, on the same connection. */
    FLOOD_WITHIN("flood on the same socket");

    private static final int WARM_UP = 200;
    private static final int FLOOD = 4 << 20;
    private static final Duration PAUSE = Duration.ofMillis(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String title;

    Echo(String title) {
        this.title = title;
    }

    /** How the report calls it. */
    String title() {
        return title;
    }

    /** Types {@code keys} keys, one at a time. */
    Histogram measure(Server server, int keys) throws IOException {
        try (var loop = new Loop();
                var socket = TerminalSocket.open(loop, server);
                var other = TerminalSocket.open(loop, server)) {
            // A program that says what it reads; the terminal itself says nothing.
            var typed = socket.start("sh", "-c", "stty raw -echo; printf .; exec cat");
            loop.until(() -> typed.received() >= 1, PATIENCE);
            var flooded = this == FLOOD_WITHIN ? socket : other;
            var flood = this == IDLE ? null : flooded.start("yes");
            if (flood != null) {
                loop.until(() -> flood.received() > FLOOD, PATIENCE);
            }
            type(loop, typed, WARM_UP);
            var latencies = type(loop, typed, keys);
            if (flood != null) {
                checkFlows(loop, flood);
                flooded.end(flood);
            }
            socket.end(typed);
            return latencies;
        }
    }

    private static Histogram type(Loop loop, Terminal terminal, int keys) throws IOException {
        var latencies = Latencies.round();
        var key = terminal.keys("k");
        for (int i = 0; i < keys; i++) {
            long before = terminal.received();
            long sentAt = System.nanoTime();
            terminal.type(key);
            loop.until(() -> terminal.received() > before, PATIENCE);
            Latencies.count(latencies, terminal.lastAt() - sentAt);
            loop.pause(PAUSE);
        }
        return latencies;
    }

    private static void checkFlows(Loop loop, Terminal flood) throws IOException {
        long before = flood.received();
        loop.until(() -> flood.received() > before + FLOOD, PATIENCE);
    }
}
