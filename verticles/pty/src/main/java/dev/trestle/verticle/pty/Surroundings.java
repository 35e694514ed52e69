package dev.trestle.verticle.pty;

import java.util.Map;

/** The variables that a program in a terminal sees: few of this process's, never {@code TRESTLE_*} of it. */
final class Surroundings {

    /** Chooses from {@code worker}, the variables of this process. */
    Surroundings(Map<String, String> worker) {}

    /**
     * The variables for one terminal.
     *
     * @param asked what the client wants beside, or instead; {@code null} when nothing
     * @throws dev.trestle.wire.Failure {@code INVALID_ARGUMENT} for a name or a value that is no variable's,
     *     {@code TOO_LARGE} for too many
     */
    Map<String, String> of(String workspace, String terminal, Map<String, String> asked) {
        throw new UnsupportedOperationException("not yet");
    }

    /** The shell to start when the client names no program: {@code $SHELL}, {@code /bin/bash} or {@code /bin/sh}. */
    String shell() {
        throw new UnsupportedOperationException("not yet");
    }
}
