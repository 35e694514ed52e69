package dev.trestle.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The rounds of one server with one traffic; each figure is the median of them. */
final class Rounds {

    private final List<Round> rounds = new ArrayList<>();

    void add(Round round) {
        rounds.add(round);
    }

    double perSecond() {
        return median(Round::perSecond);
    }

    double latency(double percentile) {
        return median(round -> round.latency(percentile));
    }

    double cpuPerCall() {
        return median(Round::cpuPerCall);
    }

    double loadShare() {
        return median(Round::loadShare);
    }

    double othersShare() {
        return median(Round::othersShare);
    }

    String latencies() {
        return Table.numbers("%.0f", latency(50), latency(99), latency(99.9));
    }

    private double median(ToDoubleFunction<Round> figure) {
        return Table.median(rounds.stream().mapToDouble(figure).boxed().toList());
    }
}
