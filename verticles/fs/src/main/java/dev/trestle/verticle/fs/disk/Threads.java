package dev.trestle.verticle.fs.disk;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads of one kind, made as they are needed. */
final class Threads extends ThreadPoolExecutor {

    private final Runnable ended;

    /** At most {@code most}, named by {@code name} and a number; {@code ended} runs after the last work, once it is shut down. */
    Threads(String name, int most, Runnable ended) {
        super(most, most, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named(name));
        this.ended = ended;
    }

    private static ThreadFactory named(String name) {
        var number = new AtomicInteger();
        return work -> new Thread(work, name + number.incrementAndGet());
    }

    @Override
    protected void terminated() {
        ended.run();
    }
}
