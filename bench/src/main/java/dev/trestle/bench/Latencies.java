package dev.trestle.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** How long something took, in nanoseconds, in several rounds. */
final class Latencies {

    private static final long LONGEST = TimeUnit.SECONDS.toNanos(60);

    private final List<Histogram> rounds = new ArrayList<>();

    /** A round to be filled. */
    static Histogram round() {
        return new Histogram(LONGEST, 3);
    }

    /** Counts what took {@code nanoseconds}. */
    static void count(Histogram round, long nanoseconds) {
        round.recordValue(Math.min(Math.max(0, nanoseconds), LONGEST));
    }

    /** A round in one line, for whoever watches. */
    static String summary(Histogram round) {
        return String.format(
                Locale.ROOT,
                "p50 %.0f, p99 %.0f, longest %.0f µs",
                round.getValueAtPercentile(50) / 1000.0,
                round.getValueAtPercentile(99) / 1000.0,
                round.getMaxValue() / 1000.0);
    }

    void add(Histogram round) {
        rounds.add(round);
    }

    /** The median over the rounds of what so many percent kept to, in microseconds. */
    double median(double percentile) {
        return Table.median(of(percentile));
    }

    /** The same in the round in which it was longest. */
    double worst(double percentile) {
        return of(percentile).stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
    }

    private List<Double> of(double percentile) {
        return rounds.stream()
                .map(round -> round.getValueAtPercentile(percentile) / 1000.0)
                .toList();
    }
}
