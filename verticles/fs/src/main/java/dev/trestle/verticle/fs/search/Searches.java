package dev.trestle.verticle.fs.search;

import dev.trestle.bus.Call;
import dev.trestle.verticle.fs.disk.Disk;
import dev.trestle.verticle.fs.path.Refusals;
import dev.trestle.verticle.fs.path.Root;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The searches that run, each on a thread named {@code fs-search-N}, so that they hold up no other call; they take no turn
 * in the queue either and see what is there as they come by.
 *
 * <p>A search ends early when its call is cancelled or past its deadline, and on {@link #close}. One beyond the limit is
 * refused with {@code BUSY}.
 */
public final class Searches {

    /** A search in one workspace. */
    @FunctionalInterface
    interface Work<T> {
        T in(Root root) throws IOException;
    }

    private static final long LONGEST = TimeUnit.DAYS.toMillis(1);

    private final Vertx vertx;
    private final Disk disk;
    private final int limit;
    private final ThreadPoolExecutor threads;
    private final Set<Stop> running = ConcurrentHashMap.newKeySet();
    private final Promise<Void> ended = Promise.promise();

    /** At most {@code limit} at once. */
    public Searches(Vertx vertx, Disk disk, int limit) {
        this.vertx = vertx;
        this.disk = disk;
        this.limit = limit;
        var number = new AtomicInteger();
        threads =
                new ThreadPoolExecutor(
                        limit,
                        limit,
                        10,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        work -> new Thread(work, "fs-search-" + number.incrementAndGet())) {
                    @Override
                    protected void terminated() {
                        ended.complete();
                    }
                };
        threads.allowCoreThreadTimeOut(true);
    }

    /** Runs {@code work}, which heeds {@code stop}; called on the verticle's event loop, which alone starts and closes. */
    <T> Future<T> run(Call call, Stop stop, Work<T> work) {
        if (threads.isShutdown()) {
            return Future.failedFuture(stopping());
        } else if (running.size() >= limit) {
            var sentence = "too many searches run; the limit is " + limit + ", fs.search.concurrent";
            return Future.failedFuture(new Failure(ErrorCode.BUSY, sentence));
        }
        var root = disk.root(call);
        running.add(stop);
        call.onCancel(() -> stop.now(Refusals.cancelled()));
        long patience = Math.min(Math.max(1, call.deadline() - System.currentTimeMillis()), LONGEST);
        long timer = vertx.setTimer(patience, late -> stop.now(Refusals.late()));
        var promise = Promise.<T>promise();
        threads.execute(() -> complete(promise, work, root, stop));
        return promise.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    private <T> void complete(Promise<T> promise, Work<T> work, Root root, Stop stop) {
        T result;
        try {
            result = work.in(root);
        } catch (Throwable cause) {
            // An Error too: a search that is never answered would count as running for ever.
            running.remove(stop);
            promise.fail(Refusals.from(cause, ""));
            return;
        }
        running.remove(stop);
        promise.complete(result);
    }

    private static Failure stopping() {
        return new Failure(ErrorCode.UNAVAILABLE, "the worker is stopping");
    }

    /** Ends all of them; completes when none runs any more. */
    public Future<Void> close() {
        running.forEach(stop -> stop.now(stopping()));
        threads.shutdown();
        return ended.future();
    }
}
