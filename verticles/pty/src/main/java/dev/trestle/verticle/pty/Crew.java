package dev.trestle.verticle.pty;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A few threads that serve all terminals of a node, so that an idle one costs none. All of them wait for all files; the one
 * that the kernel wakes serves the terminal itself, without handing it on. Whoever has a lot to do goes to the end of the
 * line after each turn. Any thread may call where nothing else is said.
 */
final class Crew implements AutoCloseable {

    /** These threads call little. */
    private static final long STACK_BYTES = 131_072;

    private final int most;
    private final Epoll epoll = new Epoll();
    private final Queue<Duty> line = new ConcurrentLinkedQueue<>();
    private final Map<Long, Watch> watches = new ConcurrentHashMap<>();
    private final AtomicLong keys = new AtomicLong(Epoll.BELL);
    private final AtomicInteger present = new AtomicInteger();
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, task -> thread(task, "clock"));
    private int hired;
    private volatile boolean closed;

    /** At most {@code most} threads. */
    Crew(int most) {
        this.most = most;
    }

    private static Thread thread(Runnable task, String name) {
        var thread = new Thread(null, task, "pty-" + name, STACK_BYTES);
        thread.setDaemon(true);
        return thread;
    }

    /** There is one more terminal; on one thread, before {@link #close}. */
    void hire() {
        if (hired < most) {
            present.incrementAndGet();
            thread(this::serve, String.valueOf(++hired)).start();
        }
    }

    /** From now on {@code duty} can wait for {@code file}. */
    Watch watch(int file, Duty duty) {
        var watch = new Watch(epoll, file, keys.incrementAndGet(), duty);
        watches.put(watch.key(), watch);
        return watch;
    }

    /** Nobody waits for it any more. */
    void forget(Watch watch) {
        watches.remove(watch.key());
    }

    /** Takes {@code duty}, which is due, into the line. */
    void enqueue(Duty duty) {
        line.add(duty);
        epoll.ring();
    }

    /** As {@link #enqueue}, for a thread of the crew, which looks at the line itself. */
    void again(Duty duty) {
        line.add(duty);
    }

    /** Wakes {@code duty} after a while. */
    void wake(Duty duty, int milliseconds) {
        clock.schedule(duty::wake, milliseconds, TimeUnit.MILLISECONDS);
    }

    private void serve() {
        var event = Epoll.event();
        while (!closed) {
            var next = line.poll();
            if (next != null) {
                next.run();
            }
            var watch = watches.get(epoll.await(event, line.isEmpty() ? -1 : 0));
            if (watch != null) {
                watch.fire();
            }
        }
        if (present.decrementAndGet() == 0) {
            epoll.close();
        } else {
            epoll.ring();
        }
    }

    /** Lets the threads go; for terminals that have all ended. */
    @Override
    public void close() {
        closed = true;
        clock.shutdownNow();
        if (hired == 0) {
            epoll.close();
        } else {
            epoll.ring();
        }
    }
}
