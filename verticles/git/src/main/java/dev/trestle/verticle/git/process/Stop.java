package dev.trestle.verticle.git.process;

import dev.trestle.wire.Failure;

/** Whether a call is to end, and the git that ends with it. Its thread looks, any other thread may say {@link #now}. */
public final class Stop {

    private Failure reason;
    private Running running;

    /** Ends the call, and what runs for it, for this reason. Does not block. */
    public synchronized void now(Failure why) {
        if (reason == null) {
            reason = why;
            if (running != null) {
                running.end();
            }
        }
    }

    /** Refuses when the call is to end. */
    public synchronized void check() {
        if (reason != null) {
            throw reason;
        }
    }

    /** From here on {@code git} ends with the call; {@code null} when nothing runs any more. */
    synchronized void follows(Running git) {
        running = git;
        if (git != null && reason != null) {
            git.end();
        }
    }
}
