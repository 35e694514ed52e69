package dev.trestle.verticle.git.process;

import dev.trestle.sandbox.Syscalls;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A git that runs, with all that it has started: they are a process group of their own. */
final class Running {

    private static final int SIGTERM = 15;
    private static final long GRACE_MS = 1000;

    private final Process process;

    Running(Process process) {
        this.process = process;
    }

    Process process() {
        return process;
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

    private void signal(int signal) {
        // Of one that has ended, the number may be another's.
        if (process.isAlive()) {
            Syscalls.kill(-(int) process.pid(), signal);
        }
    }
}
