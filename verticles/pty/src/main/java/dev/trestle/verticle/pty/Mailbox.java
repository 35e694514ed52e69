package dev.trestle.verticle.pty;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** What other threads want of a terminal. Any thread may call where nothing else is said. */
final class Mailbox {

    private final Queue<Runnable> posts = new ConcurrentLinkedQueue<>();
    private final AtomicInteger pending = new AtomicInteger();
    private final Duty duty;
    private volatile boolean closed;

    Mailbox(Duty duty) {
        this.duty = duty;
    }

    /** Runs {@code task} in the terminal's next turn, or at once when there is none any more. */
    void post(Runnable task) {
        pending.incrementAndGet();
        posts.add(task);
        duty.wake();
        if (closed) {
            work();
        }
    }

    /** In the terminal's turn: does what was posted. */
    void work() {
        for (var post = posts.poll(); post != null; post = posts.poll()) {
            try {
                post.run();
            } finally {
                pending.decrementAndGet();
            }
        }
    }

    /** Whether everything that was posted has run. */
    boolean isIdle() {
        return pending.get() == 0;
    }

    /** In the terminal's last turn. */
    void close() {
        closed = true;
        work();
    }
}
