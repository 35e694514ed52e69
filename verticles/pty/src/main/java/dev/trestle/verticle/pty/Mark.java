package dev.trestle.verticle.pty;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A number that every process of one terminal wears and nobody else. It is worn twice: as a variable, from the very start,
 * and as the soft limit of real time, which is inherited like the variable but is not lost by clearing the environment, by
 * a new session or by a second fork, and which nobody sets: it binds real-time programs alone, to 100,000 years.
 *
 * @param number begins with the digits of its worker, which are random
 */
record Mark(long number) {

    /** The name of the variable. */
    static final String VARIABLE = "TRESTLE_MARK";

    /** How many digits tell one terminal of a worker from another. */
    static final int DIGITS = 9;

    private static final long TERMINALS = 1_000_000_000L;

    /** {@code launch} with this mark among its variables. */
    Launch on(Launch launch) {
        var environment = new HashMap<>(launch.environment());
        environment.put(VARIABLE, String.valueOf(number));
        return new Launch(launch.command(), environment, launch.directory());
    }

    /** The marks of one worker. */
    static final class Series {

        /** 4 and nine random digits: with those of the terminal, a limit that the kernel can keep. */
        private final long worker = 4_000_000_000L + new SecureRandom().nextInt(1_000_000_000);

        private final AtomicLong terminals = new AtomicLong();

        /** One that was not given before, among the last billion. */
        Mark next() {
            return new Mark(worker * TERMINALS + terminals.getAndIncrement() % TERMINALS);
        }

        /** Whether {@code mark} is one of these. */
        boolean has(Mark mark) {
            return mark.number() / TERMINALS == worker;
        }

        /** What the marks of these begin with. */
        String digits() {
            return String.valueOf(worker);
        }
    }
}
