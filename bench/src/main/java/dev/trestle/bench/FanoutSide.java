package dev.trestle.bench;

import dev.trestle.bench.Fanout.Shape;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A server of topics that is measured in turns with others, and what was measured of it in one shape. */
final class FanoutSide {

    private static final Duration WARM_UP = Duration.ofSeconds(1);
    /** The optimising compiler shares the server's core and has done most of its work by then. */
    private static final Duration FIRST_WARM_UP = Duration.ofSeconds(20);

    private final String name;
    private final List<Server> nodes;
    private final Redis redis;
    private Rounds rounds = new Rounds();
    private List<Double> redisPerEvent = new ArrayList<>();

    /** Of {@code nodes}, to which clients come in turn, and the Redis that they use or {@code null}. */
    FanoutSide(String name, List<Server> nodes, Redis redis) {
        this.name = name;
        this.nodes = nodes;
        this.redis = redis;
    }

    /** Has each of {@code sides} measured in {@code shape}, {@code count} times in turns. */
    static void measure(List<FanoutSide> sides, Shape shape, int count, Duration time, Calm calm) throws IOException {
        for (var side : sides) {
            side.round(shape, FIRST_WARM_UP, time);
            side.rounds = new Rounds();
            side.redisPerEvent = new ArrayList<>();
        }
        for (int i = 0; i < count; i++) {
            for (var side : sides) {
                side.calmRound(shape, time, calm);
            }
        }
    }

    String name() {
        return name;
    }

    Rounds rounds() {
        return rounds;
    }

    /** Events for each second on the server's processor. */
    double perCpuSecond() {
        return 1e6 / rounds.cpuPerCall();
    }

    /** Time on Redis's processor for one event, in microseconds. */
    double redisPerEvent() {
        return Table.median(redisPerEvent);
    }

    private Duration redisTime() {
        return redis == null ? Duration.ZERO : redis.cpu();
    }

    private void calmRound(Shape shape, Duration time, Calm calm) throws IOException {
        while (true) {
            calm.await();
            var round = round(shape, WARM_UP, time);
            System.err.printf("%s, %s: %s%n", name, shape, round.summary());
            if (calm.accepts(round)) {
                rounds.add(round);
                return;
            }
            redisPerEvent.remove(redisPerEvent.size() - 1);
        }
    }

    private Round round(Shape shape, Duration warmUp, Duration time) throws IOException {
        try (var fanout = new Fanout(nodes, shape)) {
            fanout.warmUp(warmUp);
            var before = redisTime();
            var round = fanout.measure(time);
            var spent = redisTime().minus(before);
            redisPerEvent.add(spent.toNanos() / 1000.0 / round.answers());
            return new Round(
                    round.answers(),
                    round.nanoseconds(),
                    round.latencies(),
                    round.spent().without(spent));
        }
    }
}
