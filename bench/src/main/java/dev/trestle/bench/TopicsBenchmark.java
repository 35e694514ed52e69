package dev.trestle.bench;

import dev.trestle.bench.Fanout.Shape;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Events of topics to many subscribers, beside socket.io and beside bare frames, in turns: rate, latency, processor time. */
final class TopicsBenchmark {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Setup setup;
    private final int rounds;
    private final Duration time;
    private final int subscribers;
    private final Table table = new Table(
            "topics × subscribers of each",
            "server",
            "events/CPU s, times socket.io",
            "events/s, share of bare frames",
            "events/s",
            "p50 / p99 / p99.9 µs",
            "CPU µs/event, server / Redis",
            "cores taken by load / by others");

    /** Each of {@code rounds} takes {@code time}, with so many subscribers. */
    TopicsBenchmark(Setup setup, int rounds, Duration time, int subscribers) {
        this.setup = setup;
        this.rounds = rounds;
        this.time = time;
        this.subscribers = subscribers;
    }

    String run() throws IOException {
        try (var redis = Redis.start(setup);
                var frames = Server.frames(setup);
                var memory = Server.trestle(setup);
                var logged = Server.trestle(setup, redis.settings());
                var alone = Server.socketIo(setup, Map.of());
                var adapted = Server.socketIo(setup, redis.settings())) {
            var sides = List.of(
                    new FanoutSide("bare frames", List.of(frames), null),
                    new FanoutSide("Trestle, memory", List.of(memory), null),
                    new FanoutSide("socket.io", List.of(alone), null),
                    new FanoutSide("Trestle, Redis", List.of(logged), redis),
                    new FanoutSide("socket.io, Redis adapter", List.of(adapted), redis));
            var calm = new Calm(frames, PATIENCE);
            for (var shape : shapes()) {
                FanoutSide.measure(sides, shape, rounds, time, calm);
                for (int i = 0; i < sides.size(); i++) {
                    // The peer of the same kind: the one without Redis, or the one with it.
                    report(shape, sides.get(i), sides.get(i < 3 ? 2 : 4), sides.get(0));
                }
            }
        }
        return table.toString();
    }

    private List<Shape> shapes() {
        return List.of(
                new Shape(1, subscribers, 8),
                new Shape(1, subscribers, 1),
                new Shape(subscribers, subscribers, 256),
                new Shape(subscribers, subscribers, 1));
    }

    private void report(Shape shape, FanoutSide side, FanoutSide peer, FanoutSide bare) {
        table.row(
                shape.toString(),
                side.name(),
                Table.numbers("**%.1f**", side.perCpuSecond() / peer.perCpuSecond()),
                Table.numbers(
                        "**%.0f %%**",
                        100 * side.rounds().perSecond() / bare.rounds().perSecond()),
                Table.numbers("%,.0f", side.rounds().perSecond()),
                side.rounds().latencies(),
                Table.numbers("%.1f", side.rounds().cpuPerCall(), side.redisPerEvent()),
                Table.numbers("%.2f", side.rounds().loadShare(), side.rounds().othersShare()));
    }
}
