package dev.trestle.bench;

import dev.trestle.bench.CallTurns.Side;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Calls to Trestle beside echoes of the bare server. */
final class CallsBenchmark {

    private static final int ROUNDS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Setup setup;
    private final Duration time;
    private final String only;

    /** Each round takes {@code time}; {@code only} names the one operation to measure, or is empty. */
    CallsBenchmark(Setup setup, Duration time, String only) {
        this.setup = setup;
        this.time = time;
        this.only = only;
    }

    String run() throws IOException {
        try (var echo = Server.echo(setup);
                var trestle = Server.trestle(setup)) {
            var turns = new CallTurns(
                    new Side("echo", List.of(echo)),
                    new Side("Trestle", List.of(trestle)),
                    ROUNDS,
                    time,
                    new Calm(echo, PATIENCE));
            for (var traffic : List.of(Traffic.stat(), Traffic.ping(), Traffic.read())) {
                if (traffic.name().startsWith(only)) {
                    turns.measure(traffic);
                }
            }
            return turns.toString();
        }
    }
}
