package dev.trestle.sandbox;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One program with all it has started, on its way out: hang-up, SIGKILL, gone. Belongs to the thread {@code reaper}. */
final class Ending {

    /** How long after SIGKILL a process is waited for; only one that hangs in the kernel, or is another user's, stays. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Promise<Void> ended = Promise.promise();
    private final Set<Integer> told = new HashSet<>();
    private final long began = System.nanoTime();
    private final Duration grace;

    /** When SIGKILL was first sent; {@code null} before. */
    private Long killed;

    /** What was started; {@code null} when that was not told. */
    private final ProcessHandle first;

    Ending(Duration grace, ProcessHandle first) {
        this.grace = grace;
        this.first = first;
    }

    /** Succeeds when no process is left. */
    Future<Void> ended() {
        return ended.future();
    }

    /** Presses those that are {@code left}, which wear the mark; yields whether this is over. */
    boolean press(List<Integer> left) {
        long now = System.nanoTime();
        // Nearly always a matter of microseconds: it begins, or it has ended and waits to be asked how.
        boolean unmarked = first != null && first.isAlive() && !left.contains((int) first.pid());
        if (left.isEmpty() && !unmarked) {
            ended.complete();
        } else if (killed != null && now - killed > PATIENCE.toNanos()) {
            ended.fail(new IllegalStateException("these processes cannot be ended: " + left));
        } else if (now - began >= grace.toNanos()) {
            // This process may have stood still: however late it is, they are killed before they are given up.
            killed = killed == null ? now : killed;
            left.forEach(pid -> Syscalls.kill(pid, Syscalls.SIGKILL));
            if (unmarked) {
                first.destroyForcibly();
            }
        } else {
            left.stream().filter(told::add).forEach(Ending::hangUp);
        }
        return ended.future().isComplete();
    }

    private static void hangUp(int pid) {
        Syscalls.kill(pid, Syscalls.SIGHUP);
        // One that is stopped would not hear it.
        Syscalls.kill(pid, Syscalls.SIGCONT);
    }
}
