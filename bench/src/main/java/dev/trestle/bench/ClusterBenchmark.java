package dev.trestle.bench;

import dev.trestle.bench.CallTurns.Side;
import dev.trestle.bench.Fanout.Shape;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What several nodes cost beside one, how soon the loss of one is overcome, starts, and many workspaces. */
final class ClusterBenchmark {

    /** For calls, and again for events. */
    private static final int PATIENCE_MINUTES_PER_ROUND = 1;

    private static final int SUBSCRIBERS = 1_000;

    private final Setup setup;
    private final int rounds;
    private final Duration time;

    /** Each of {@code rounds} of calls and of events takes {@code time}. */
    ClusterBenchmark(Setup setup, int rounds, Duration time) {
        this.setup = setup;
        this.rounds = rounds;
        this.time = time;
    }

    /** With so many {@code faults} of each kind, and so many workspaces on one node. */
    String run(int faults, int workspaces) throws IOException {
        return String.join(
                "\n",
                calls(),
                events(),
                new Losses(setup, faults).run(),
                new Starts(setup, faults).run(),
                new WorkspacesCost(setup, rounds, workspaces).run());
    }

    private Calm calm(Server any) {
        return new Calm(any, Duration.ofMinutes((long) rounds * PATIENCE_MINUTES_PER_ROUND));
    }

    private String calls() throws IOException {
        var folder = Traffic.folder(setup);
        try (var single = new Nodes(setup, Nodes.here(1), Map.of());
                var pair = new Nodes(setup, Nodes.here(2), Map.of())) {
            var alone = single.start(0, "gateway,fs", folder);
            var gateway = pair.start(0, "gateway", folder);
            var worker = pair.start(1, "fs", folder);
            pair.awaitAll(0);
            var turns = new CallTurns(
                    new Side("one node", List.of(alone)),
                    new Side("two nodes", List.of(gateway, worker)),
                    rounds,
                    time,
                    calm(alone));
            turns.measure(Traffic.stat());
            turns.measure(Traffic.ping());
            return turns.toString();
        }
    }

    private String events() throws IOException {
        var folder = Traffic.folder(setup);
        try (var redisOfOne = Redis.start(setup);
                var redisOfTwo = Redis.start(setup);
                var single = new Nodes(setup, Nodes.here(1), redisOfOne.settings());
                var pair = new Nodes(setup, Nodes.here(2), redisOfTwo.settings())) {
            var alone = single.start(0, "gateway", folder);
            var both = List.of(pair.start(0, "gateway", folder), pair.start(1, "gateway", folder));
            pair.awaitAll(0);
            var one = new FanoutSide("one gateway", List.of(alone), redisOfOne);
            var two = new FanoutSide("two gateways", both, redisOfTwo);
            return events(one, two, calm(alone));
        }
    }

    private String events(FanoutSide one, FanoutSide two, Calm calm) throws IOException {
        var table = new Table(
                "topics × subscribers of each",
                "server",
                "events/s, times one gateway",
                "events/s",
                "p50 / p99 / p99.9 µs",
                "CPU µs/event, gateways / Redis",
                "cores taken by load / by others");
        for (int window : new int[] {8, 1}) {
            var shape = new Shape(1, SUBSCRIBERS, window);
            FanoutSide.measure(List.of(one, two), shape, rounds, time, calm);
            report(table, shape, one, one);
            report(table, shape, two, one);
        }
        return table.toString();
    }

    private static void report(Table table, Shape shape, FanoutSide side, FanoutSide one) {
        var rounds = side.rounds();
        table.row(
                shape.toString(),
                side.name(),
                Table.numbers("**%.2f**", rounds.perSecond() / one.rounds().perSecond()),
                Table.numbers("%,.0f", rounds.perSecond()),
                rounds.latencies(),
                Table.numbers("%.1f", rounds.cpuPerCall(), side.redisPerEvent()),
                Table.numbers("%.2f", rounds.loadShare(), rounds.othersShare()));
    }
}
