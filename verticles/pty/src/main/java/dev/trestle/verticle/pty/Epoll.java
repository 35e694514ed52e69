package dev.trestle.verticle.pty;

import com.sun.jna.Platform;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Files that are waited for, each under a key, by any number of threads at once: what happens wakes one of them. A file that
 * has been ready is not waited for until it is {@linkplain #arm armed} again. Any thread may call.
 */
final class Epoll implements AutoCloseable {

    /** The key of what {@link #ring} makes ready. */
    static final long BELL = 0;

    /** Nothing was ready within the time. */
    static final long NOTHING = -1;

    /** The key follows the events at once on x86-64 alone. */
    private static final int KEY = Platform.isIntel() ? 4 : 8;

    private static final int SIZE = KEY + Long.BYTES;
    private static final byte[] ONE = {1, 0, 0, 0, 0, 0, 0, 0};

    private final int descriptor = Libc.epoll_create1(Libc.EPOLL_CLOEXEC);
    private final int bell = Libc.eventfd(0, Libc.O_NONBLOCK | Libc.O_CLOEXEC);
    private boolean open = true;

    Epoll() {
        control(Libc.EPOLL_CTL_ADD, bell, BELL, Libc.EPOLLIN | Libc.EPOLLET);
    }

    /**
     * Waits for {@code events} of {@code file}, once; it is known by {@code key} until it is closed. The kernel tells of a
     * hang-up whether it was asked for or not, so a file is added when somebody can take its news, and not before.
     */
    void add(int file, long key, int events) {
        control(Libc.EPOLL_CTL_ADD, file, key, events | Libc.EPOLLONESHOT);
    }

    /** Waits for {@code events} of {@code file}, which was added, once more. */
    void arm(int file, long key, int events) {
        control(Libc.EPOLL_CTL_MOD, file, key, events | Libc.EPOLLONESHOT);
    }

    private void control(int operation, int file, long key, int events) {
        var event = event();
        event.putInt(0, events).putLong(KEY, key);
        Libc.epoll_ctl(descriptor, operation, file, event.array());
    }

    /** Room for one event. */
    static ByteBuffer event() {
        return ByteBuffer.allocate(SIZE).order(ByteOrder.nativeOrder());
    }

    /** The key of a file that is ready, {@link #BELL} or {@link #NOTHING}; for ever with a time below zero. */
    long await(ByteBuffer event, int milliseconds) {
        int ready = Libc.epoll_wait(descriptor, event.array(), 1, milliseconds);
        return ready == 1 ? event.getLong(KEY) : NOTHING;
    }

    /** Wakes one of those who wait, or the next who does; after the end as well. */
    synchronized void ring() {
        if (open) {
            // It is never read: each write wakes anew.
            Libc.write(bell, ONE, ONE.length);
        }
    }

    /** To be called when nobody waits any more. */
    @Override
    public synchronized void close() {
        if (open) {
            open = false;
            Libc.close(bell);
            Libc.close(descriptor);
        }
    }
}
