package dev.trestle.bench;

import dev.trestle.bench.Fanout.Shape;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Events of topics to many subscribers, beside socket.io and beside bare frames, in turns: rate, latency, processor time. */
final class TopicsBenchmark {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration WARM_UP = Duration.ofSeconds(1);
    /** The optimising compiler shares the server's core and has done most of its work by then. */
    private static final Duration FIRST_WARM_UP = Duration.ofSeconds(20);

    /** A server, the Redis it uses or {@code null}, and what was measured of it in one shape. */
    private static final class Side {
        private final String name;
        private final Server server;
        private final Redis redis;
        private Rounds rounds = new Rounds();
        private List<Double> redisPerEvent = new ArrayList<>();

        Side(String name, Server server, Redis redis) {
            this.name = name;
            this.server = server;
            this.redis = redis;
        }

        void forget() {
            rounds = new Rounds();
            redisPerEvent = new ArrayList<>();
        }

        double perCpuSecond() {
            return 1e6 / rounds.cpuPerCall();
        }

        private Duration redisTime() {
            return redis == null ? Duration.ZERO : redis.cpu();
        }
    }

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
                    new Side("bare frames", frames, null),
                    new Side("Trestle, memory", memory, null),
                    new Side("socket.io", alone, null),
                    new Side("Trestle, Redis", logged, redis),
                    new Side("socket.io, Redis adapter", adapted, redis));
            var calm = new Calm(frames, PATIENCE);
            for (var shape : shapes()) {
                measure(sides, shape, calm);
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

    private void measure(List<Side> sides, Shape shape, Calm calm) throws IOException {
        for (var side : sides) {
            side.forget();
            round(side, shape, FIRST_WARM_UP);
        }
        for (var side : sides) {
            side.forget();
        }
        for (int i = 0; i < rounds; i++) {
            for (var side : sides) {
                calmRound(side, shape, calm);
            }
        }
        for (int i = 0; i < sides.size(); i++) {
            // The peer of the same kind: the one without Redis, or the one with it.
            report(shape, sides.get(i), sides.get(i < 3 ? 2 : 4), sides.get(0));
        }
    }

    private void calmRound(Side side, Shape shape, Calm calm) throws IOException {
        while (true) {
            calm.await();
            var round = round(side, shape, WARM_UP);
            System.err.printf("%s, %s: %s%n", side.name, shape, round.summary());
            if (calm.accepts(round)) {
                side.rounds.add(round);
                return;
            }
            side.redisPerEvent.remove(side.redisPerEvent.size() - 1);
        }
    }

    private Round round(Side side, Shape shape, Duration warmUp) throws IOException {
        try (var fanout = new Fanout(side.server, shape)) {
            fanout.warmUp(warmUp);
            var before = side.redisTime();
            var round = fanout.measure(time);
            var redis = side.redisTime().minus(before);
            side.redisPerEvent.add(redis.toNanos() / 1000.0 / round.answers());
            return new Round(
                    round.answers(),
                    round.nanoseconds(),
                    round.latencies(),
                    round.spent().without(redis));
        }
    }

    private void report(Shape shape, Side side, Side peer, Side bare) {
        table.row(
                shape.toString(),
                side.name,
                Table.numbers("**%.1f**", side.perCpuSecond() / peer.perCpuSecond()),
                Table.numbers("**%.0f %%**", 100 * side.rounds.perSecond() / bare.rounds.perSecond()),
                Table.numbers("%,.0f", side.rounds.perSecond()),
                side.rounds.latencies(),
                Table.numbers("%.1f", side.rounds.cpuPerCall(), Table.median(side.redisPerEvent)),
                Table.numbers("%.2f", side.rounds.loadShare(), side.rounds.othersShare()));
    }
}
