package dev.trestle.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Calls to Trestle beside echoes of the bare server, in turns: speed, latency and processor time. */
final class CallsBenchmark {

    private static final int ROUNDS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration FIRST_WARM_UP = Duration.ofSeconds(15);
    private static final Duration WARM_UP = Duration.ofSeconds(1);
    private static final List<Integer> CONNECTIONS = List.of(64, 1);

    private final Setup setup;
    private final Duration time;
    private final String only;
    private final Table table = new Table(
            "call × connections",
            "calls/s, share of echo",
            "p99, times echo",
            "CPU/call, times echo",
            "calls/s, echo / Trestle",
            "p50 / p99 / p99.9 µs, echo",
            "p50 / p99 / p99.9 µs, Trestle",
            "CPU µs/call, echo / Trestle",
            "cores taken by load / by others");

    /** Each round takes {@code time}; {@code only} names the one operation to measure, or is empty. */
    CallsBenchmark(Setup setup, Duration time, String only) {
        this.setup = setup;
        this.time = time;
        this.only = only;
    }

    String run() throws IOException {
        try (var echo = Server.echo(setup);
                var trestle = Server.trestle(setup)) {
            var calm = new Calm(echo, PATIENCE);
            for (var traffic : List.of(Traffic.stat(), Traffic.ping(), Traffic.read())) {
                if (traffic.name().startsWith(only)) {
                    measure(List.of(echo, trestle), traffic, calm);
                }
            }
        }
        return table.toString();
    }

    private void measure(List<Server> servers, Traffic traffic, Calm calm) throws IOException {
        for (var server : servers) {
            round(server, traffic, CONNECTIONS.get(0), FIRST_WARM_UP, Duration.ofMillis(100));
        }
        for (int connections : CONNECTIONS) {
            var echoes = new Rounds();
            var calls = new Rounds();
            for (int i = 0; i < ROUNDS; i++) {
                echoes.add(calmRound(servers.get(0), traffic, connections, calm));
                calls.add(calmRound(servers.get(1), traffic, connections, calm));
            }
            report(traffic.name() + " × " + connections, echoes, calls);
        }
    }

    private Round calmRound(Server server, Traffic traffic, int connections, Calm calm) throws IOException {
        while (true) {
            calm.await();
            var round = round(server, traffic, connections, WARM_UP, time);
            System.err.printf("%s %s × %d: %s%n", server.kind(), traffic.name(), connections, round.summary());
            if (calm.accepts(round)) {
                return round;
            }
        }
    }

    private static Round round(Server server, Traffic traffic, int connections, Duration warmUp, Duration measured)
            throws IOException {
        try (var load = new Load(server, traffic, connections)) {
            return load.run(warmUp, measured);
        }
    }

    private void report(String name, Rounds echoes, Rounds calls) {
        table.row(
                name,
                Table.numbers("**%.0f %%**", 100 * calls.perSecond() / echoes.perSecond()),
                Table.numbers("**%.1f**", calls.latency(99) / echoes.latency(99)),
                Table.numbers("%.1f", calls.cpuPerCall() / echoes.cpuPerCall()),
                Table.numbers("%,.0f", echoes.perSecond(), calls.perSecond()),
                echoes.latencies(),
                calls.latencies(),
                Table.numbers("%.1f", echoes.cpuPerCall(), calls.cpuPerCall()),
                Table.numbers("%.2f", Math.max(echoes.loadShare(), calls.loadShare()), othersShare(echoes, calls)));
    }

    private static double othersShare(Rounds echoes, Rounds calls) {
        return Math.max(echoes.othersShare(), calls.othersShare());
    }
}
