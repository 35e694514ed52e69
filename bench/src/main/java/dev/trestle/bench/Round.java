package dev.trestle.bench;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * One measurement.
 *
 * @param answers how many calls were answered
 * @param nanoseconds how long it took
 * @param latencies of each call, in nanoseconds
 * @param spent what the processors did meanwhile
 */
record Round(long answers, long nanoseconds, Histogram latencies, Machine spent) {

    double perSecond() {
        return answers * (double) TimeUnit.SECONDS.toNanos(1) / nanoseconds;
    }

    /** The latency that so many percent of the calls kept to, in microseconds. */
    double latency(double percentile) {
        return latencies.getValueAtPercentile(percentile) / 1000.0;
    }

    /** Processor time of the server for one call, in microseconds. */
    double cpuPerCall() {
        return spent.server().toNanos() / 1000.0 / answers;
    }

    /** How much of one core the load itself took; near 1 it is the load that is measured. */
    double loadShare() {
        return spent.load().toNanos() / (double) nanoseconds;
    }

    /** How much of one core others took meanwhile. */
    double othersShare() {
        return spent.others().toNanos() / (double) nanoseconds;
    }

    /** All of it in one line, for whoever watches. */
    String summary() {
        return String.format(
                Locale.ROOT,
                "%.0f/s, p99 %.0f µs, %.1f CPU µs/call; load took %.2f of a core, others %.2f",
                perSecond(),
                latency(99),
                cpuPerCall(),
                loadShare(),
                othersShare());
    }
}
