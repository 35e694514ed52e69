package dev.trestle.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The same calls to one server and to another, in turns: speed, latency and processor time of both. */
final class CallTurns {

    private static final Duration FIRST_WARM_UP = Duration.ofSeconds(15);
    private static final Duration WARM_UP = Duration.ofSeconds(1);
    private static final List<Integer> CONNECTIONS = List.of(64, 1);

    /** A server, which may be several nodes of which the first is called, and what the report calls it. */
    record Side(String name, List<Server> nodes) {}

    private final Side one;
    private final Side other;
    private final int rounds;
    private final Duration time;
    private final Calm calm;
    private final Table table;

    /** Each of {@code rounds} takes {@code time}; {@code one} is what {@code other} is measured by. */
    CallTurns(Side one, Side other, int rounds, Duration time, Calm calm) {
        this.one = one;
        this.other = other;
        this.rounds = rounds;
        this.time = time;
        this.calm = calm;
        var both = ", " + one.name + " / " + other.name;
        table = new Table(
                "call × connections",
                "calls/s, share of " + one.name,
                "p99, times " + one.name,
                "CPU/call, times " + one.name,
                "calls/s" + both,
                "p50 / p99 / p99.9 µs, " + one.name,
                "p50 / p99 / p99.9 µs, " + other.name,
                "CPU µs/call" + both,
                "cores taken by load / by others");
    }

    /** Measures {@code traffic} with many connections and with one. */
    void measure(Traffic traffic) throws IOException {
        for (var side : List.of(one, other)) {
            round(side, traffic, CONNECTIONS.get(0), FIRST_WARM_UP, Duration.ofMillis(100));
        }
        for (int connections : CONNECTIONS) {
            var ones = new Rounds();
            var others = new Rounds();
            for (int i = 0; i < rounds; i++) {
                ones.add(calmRound(one, traffic, connections));
                others.add(calmRound(other, traffic, connections));
            }
            report(traffic.name() + " × " + connections, ones, others);
        }
    }

    private Round calmRound(Side side, Traffic traffic, int connections) throws IOException {
        while (true) {
            calm.await();
            var round = round(side, traffic, connections, WARM_UP, time);
            System.err.printf("%s, %s × %d: %s%n", side.name, traffic.name(), connections, round.summary());
            if (calm.accepts(round)) {
                return round;
            }
        }
    }

    private static Round round(Side side, Traffic traffic, int connections, Duration warmUp, Duration measured)
            throws IOException {
        try (var load = new Load(side.nodes, traffic, connections)) {
            return load.run(warmUp, measured);
        }
    }

    private void report(String name, Rounds ones, Rounds others) {
        table.row(
                name,
                Table.numbers("**%.0f %%**", 100 * others.perSecond() / ones.perSecond()),
                Table.numbers("**%.1f**", others.latency(99) / ones.latency(99)),
                Table.numbers("%.1f", others.cpuPerCall() / ones.cpuPerCall()),
                Table.numbers("%,.0f", ones.perSecond(), others.perSecond()),
                ones.latencies(),
                others.latencies(),
                Table.numbers("%.1f", ones.cpuPerCall(), others.cpuPerCall()),
                Table.numbers(
                        "%.2f",
                        Math.max(ones.loadShare(), others.loadShare()),
                        Math.max(ones.othersShare(), others.othersShare())));
    }

    @Override
    public String toString() {
        return table.toString();
    }
}
