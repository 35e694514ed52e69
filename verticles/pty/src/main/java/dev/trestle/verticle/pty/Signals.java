package dev.trestle.verticle.pty;

/** Signals to the programs of a terminal. Does not block. */
final class Signals {

    private Signals() {}

    /**
     * Sends a signal to the programs in the foreground of a terminal, as its keys do: Ctrl-C is INT.
     *
     * @param pid of the process that the terminal was started with, as long as that has not been waited for
     * @param name without SIG, such as INT or TERM
     * @return whether there was anybody to hear it
     * @throws dev.trestle.wire.Failure {@code INVALID_ARGUMENT} for a name that is not known
     */
    static boolean send(long pid, String name) {
        throw new UnsupportedOperationException("not yet");
    }
}
