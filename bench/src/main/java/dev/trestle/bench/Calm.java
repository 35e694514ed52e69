package dev.trestle.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Waits for a machine that others do not use, as long as there is patience left: what they do is not to be measured. */
final class Calm {

    /** As much of one core as others may take. */
    private static final double MOST = 0.1;

    private static final Duration LOOK = Duration.ofMillis(500);

    private final Server any;
    private long patienceMs;

    /** Waits for {@code patience} in all; {@code any} server that runs. */
    Calm(Server any, Duration patience) {
        this.any = any;
        this.patienceMs = patience.toMillis();
    }

    /** Returns when others are quiet or the patience is used up. */
    void await() throws IOException {
        while (patienceMs > 0 && othersShare() > MOST) {
            patienceMs -= LOOK.toMillis();
        }
    }

    /** Whether {@code round} is as good as any that will come; a round that is not costs patience. */
    boolean accepts(Round round) {
        boolean quiet = round.othersShare() <= MOST;
        patienceMs -= quiet ? 0 : round.nanoseconds() / 1_000_000;
        return quiet || patienceMs <= 0;
    }

    private double othersShare() throws IOException {
        var before = Machine.now(List.of(any));
        try {
            Thread.sleep(LOOK.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            patienceMs = 0;
        }
        return Machine.now(List.of(any)).since(before).others().toMillis() / (double) LOOK.toMillis();
    }
}
