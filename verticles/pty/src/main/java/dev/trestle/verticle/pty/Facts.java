package dev.trestle.verticle.pty;

import dev.trestle.wire.Pty;

/**
 * What does not change about a terminal.
 *
 * @param id names it, and the node that it lives on
 * @param workspace the one that it belongs to
 * @param principal who opened it; {@code null} when nobody said
 * @param name what people call it
 * @param created when it was opened, in epoch milliseconds
 */
record Facts(String id, String workspace, String principal, String name, long created) {

    /** The news that its program has ended by {@code exit}; {@code null} when it has not, and nobody waits any more. */
    Pty.Exited exited(Pty.Exit exit) {
        return exit == null
                ? new Pty.Exited(id, null, null, "it did not end")
                : new Pty.Exited(id, exit.code(), exit.signal(), null);
    }
}
