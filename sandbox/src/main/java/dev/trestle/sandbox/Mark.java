package dev.trestle.sandbox;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A number that every process of one started program wears and nobody else. It is worn twice: as a variable, and as the soft limit
 * of file locks. That limit is inherited as the variable is, but is not lost by clearing the environment, by a new session
 * or by a second fork; and Linux has not looked at it since 2003.
 *
 * @param number begins with the digits of its worker, which are random
 */
public record Mark(long number) {

    /** The name of the variable, which serves where the kernel, or what plays it, has not that limit. */
    static final String VARIABLE = "TRESTLE_MARK";

    /** What the limit is called in {@code /proc/PID/limits}. */
    static final String LIMIT = "Max file locks";

    /** How many digits tell one program of a worker from another. */
    static final int DIGITS = 9;

    private static final long PROGRAMS = 1_000_000_000L;

    /** For sh, which calls this limit w, or x where it is bash. */
    private static final String PUT_ON =
            "ulimit -S -w \"$1\" 2>/dev/null || ulimit -S -x \"$1\" 2>/dev/null; shift; exec \"$@\"";

    /** {@code launch} with this mark, from its first instruction on. */
    public Launch on(Launch launch) {
        var digits = String.valueOf(number);
        var command = new ArrayList<>(List.of("/bin/sh", "-c", PUT_ON, "trestle", digits));
        command.addAll(launch.command());
        var environment = new HashMap<>(launch.environment());
        environment.put(VARIABLE, digits);
        return new Launch(command, environment, launch.directory());
    }

    /** The marks of one worker. */
    public static final class Series {

        /** 4 and nine random digits: with those of the program, a limit that the kernel can keep. */
        private final long worker = 4_000_000_000L + new SecureRandom().nextInt(1_000_000_000);

        private final AtomicLong programs = new AtomicLong();

        /** One that was not given before, among the last billion. */
        public Mark next() {
            return new Mark(worker * PROGRAMS + programs.getAndIncrement() % PROGRAMS);
        }

        /** Whether {@code mark} is one of these. */
        public boolean has(Mark mark) {
            return mark.number() / PROGRAMS == worker;
        }

        /** What the marks of these begin with. */
        String digits() {
            return String.valueOf(worker);
        }
    }
}
