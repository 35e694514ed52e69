package dev.trestle.verticle.pty;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What other threads want of a terminal's thread, and how they wake it. The thread sleeps in {@code poll}, on this and on
 * what else it waits for; a post costs a system call only when it sleeps.
 */
final class Mailbox implements AutoCloseable {

    private final Queue<Runnable> posts = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean asleep = new AtomicBoolean();
    private final int bell = Libc.eventfd(0, Libc.O_NONBLOCK | Libc.O_CLOEXEC);
    private final Memory rings = new Memory(Long.BYTES);
    private volatile boolean nudged;
    private volatile boolean closed;

    /** Runs {@code task} on the thread, or at once when that has ended; any thread may call. */
    void post(Runnable task) {
        posts.add(task);
        wake();
        if (closed) {
            work();
        }
    }

    /** Makes the thread look around; any thread may call. */
    void wake() {
        nudged = true;
        if (asleep.compareAndSet(true, false)) {
            ring();
        }
    }

    private synchronized void ring() {
        if (!closed) {
            Libc.write(bell, new byte[] {1, 0, 0, 0, 0, 0, 0, 0}, Long.BYTES);
        }
    }

    /** To be polled; it is readable when the thread has been woken. */
    int bell() {
        return bell;
    }

    /** The thread is about to sleep; {@code false} when there is something to do first. */
    boolean maySleep() {
        asleep.set(true);
        if (nudged) {
            asleep.set(false);
        }
        return !nudged;
    }

    /** The thread has woken; {@code rung} when the bell is readable. */
    void awake(boolean rung) {
        asleep.set(false);
        if (rung) {
            Libc.read(bell, Pointer.nativeValue(rings), Long.BYTES);
        }
    }

    /** Does what was posted. */
    void work() {
        nudged = false;
        for (var post = posts.poll(); post != null; post = posts.poll()) {
            post.run();
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            Libc.close(bell);
            rings.close();
        }
        work();
    }
}
