package dev.trestle.verticle.git.process;

import dev.trestle.sandbox.Syscalls;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A git that runs, with all that it has started: they are a process group of their own, whose number is git's. */
final class Running {

    private static final int SIGTERM = 15;
    private static final long GRACE_MS = 1000;

    private final Process process;
    private boolean over;

    Running(Process process) {
        this.process = process;
    }

    /** Asks all of them to end, so that git takes its locks away, and a second later does not ask. Does not block. */
    void end() {
        signal(SIGTERM);
        CompletableFuture.delayedExecutor(GRACE_MS, TimeUnit.MILLISECONDS).execute(() -> signal(Syscalls.SIGKILL));
    }

    /** Ends all of them at once: for one that only reads. */
    void kill() {
        signal(Syscalls.SIGKILL);
    }

    /** Waits for git, and ends what it has left behind. */
    void await() {
        try {
            process.waitFor();
        } catch (InterruptedException nobodyDoes) {
            throw new IllegalStateException(nobodyDoes);
        }
        signal(Syscalls.SIGKILL);
        synchronized (this) {
            over = true;
        }
    }

    private synchronized void signal(int signal) {
        // Of a group that is over, the number may be another's.
        if (!over) {
            Syscalls.kill(-(int) process.pid(), signal);
        }
    }
}
