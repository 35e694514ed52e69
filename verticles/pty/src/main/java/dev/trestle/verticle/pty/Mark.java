package dev.trestle.verticle.pty;

import java.util.HashMap;

/**
 * A number that every process of one terminal wears and nobody else, so that none of them gets lost: not by a new session,
 * by a second fork, or by clearing its environment.
 *
 * @param number as the kernel keeps it
 */
record Mark(long number) {

    /** The variable by which a process is recognised until {@link Reaper#born} has marked it for good. */
    static final String VARIABLE = "TRESTLE_MARK";

    /** {@code launch} with this mark on it. */
    Launch on(Launch launch) {
        var environment = new HashMap<>(launch.environment());
        environment.put(VARIABLE, String.valueOf(number));
        return new Launch(launch.command(), environment, launch.directory());
    }
}
