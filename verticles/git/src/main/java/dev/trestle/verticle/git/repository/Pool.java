package dev.trestle.verticle.git.repository;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads with a name, which end when they are idle. */
final class Pool {

    private static final long IDLE_S = 30;

    private final ThreadPoolExecutor threads;

    Pool(String name, int size) {
        var number = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                size,
                size,
                IDLE_S,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> new Thread(work, name + number.incrementAndGet()));
        threads.allowCoreThreadTimeOut(true);
    }

    /** Does {@code work} on one of them, which completes the future. */
    <T> Future<T> submit(Callable<T> work) {
        var promise = Promise.<T>promise();
        try {
            threads.execute(() -> complete(promise, work));
        } catch (RejectedExecutionException closed) {
            promise.fail(stopping());
        }
        return promise.future();
    }

    private static <T> void complete(Promise<T> promise, Callable<T> work) {
        T result;
        try {
            result = work.call();
        } catch (Throwable cause) {
            // An Error too: a promise that is never completed would close this repository to all later calls.
            promise.fail(cause);
            return;
        }
        promise.complete(result);
    }

    static Failure stopping() {
        return new Failure(ErrorCode.UNAVAILABLE, "the worker is stopping");
    }

    /** Whether it takes no more work. */
    boolean isClosed() {
        return threads.isShutdown();
    }

    /** Takes no more work. */
    void close() {
        threads.shutdown();
    }
}
