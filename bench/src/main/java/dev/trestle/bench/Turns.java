package dev.trestle.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Two ways to the same end, in turns, so that what disturbs one disturbs the other. */
final class Turns {

    /** One way. */
    interface Attempt {
        void make() throws IOException;
    }

    /**
     * What came of it.
     *
     * @param peer milliseconds, the median of each round
     * @param trestle the same
     */
    record Outcome(List<Double> peer, List<Double> trestle) {

        /** How many times as long Trestle takes. */
        double ratio() {
            return Table.median(trestle) / Table.median(peer);
        }

        static String text(List<Double> rounds) {
            double worst =
                    rounds.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
            return Table.numbers("%.1f", Table.median(rounds), worst);
        }
    }

    private final Calm calm;
    private final Duration warmUp;
    private final int rounds;

    /** Each comparison has so many rounds, after {@code warmUp}, which does not count. */
    Turns(Calm calm, Duration warmUp, int rounds) {
        this.calm = calm;
        this.warmUp = warmUp;
        this.rounds = rounds;
    }

    /** Makes {@code attempts} of each in each round. */
    Outcome take(int attempts, Attempt peer, Attempt trestle) throws IOException {
        var outcome = new Outcome(new ArrayList<>(), new ArrayList<>());
        long end = System.nanoTime() + warmUp.toNanos();
        do {
            peer.make();
            trestle.make();
        } while (System.nanoTime() - end < 0);
        for (int i = 0; i < rounds; i++) {
            calm.await();
            outcome.peer.add(median(attempts, peer));
            outcome.trestle.add(median(attempts, trestle));
        }
        return outcome;
    }

    private static double median(int attempts, Attempt attempt) throws IOException {
        var times = new ArrayList<Double>();
        for (int i = 0; i < attempts; i++) {
            long start = System.nanoTime();
            attempt.make();
            times.add((System.nanoTime() - start) / 1e6);
        }
        return Table.median(times);
    }
}
