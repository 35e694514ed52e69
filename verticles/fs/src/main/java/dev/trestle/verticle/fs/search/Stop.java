package dev.trestle.verticle.fs.search;

import dev.trestle.wire.Failure;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/**
 * Whether a search is to end, and what ends with it: the process it waits for, and waiting itself. The thread of the search
 * looks at it often, any other thread may say {@link #now}.
 */
final class Stop {

    private volatile Failure reason;
    private Process process;

    /** Ends the search for this reason. */
    synchronized void now(Failure why) {
        reason = reason == null ? why : reason;
        if (process != null) {
            process.destroyForcibly();
        }
        notifyAll();
    }

    /** Refuses when the search is to end. */
    void check() {
        if (reason != null) {
            throw reason;
        }
    }

    /** Starts a process that ends no later than the search. */
    Process start(ProcessBuilder builder) throws IOException {
        check();
        var started = builder.start();
        // Not around the start, which takes its time: an event loop may want to say now.
        synchronized (this) {
            process = started;
            if (reason != null) {
                started.destroyForcibly();
            }
        }
        return started;
    }

    /** Waits as long as {@code condition} holds; somebody calls {@link #wake} when it may not hold any more. */
    synchronized void sleepWhile(BooleanSupplier condition) {
        check();
        while (condition.getAsBoolean()) {
            try {
                wait();
            } catch (InterruptedException nobodyDoes) {
                throw new IllegalStateException(nobodyDoes);
            }
            check();
        }
    }

    /** What the search waits for may have come. */
    synchronized void wake() {
        notifyAll();
    }
}
