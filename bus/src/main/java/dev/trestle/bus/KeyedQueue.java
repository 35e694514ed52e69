package dev.trestle.bus;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Runs tasks that touch the same key one after the other, in the order in which they came; tasks on other keys run
 * side by side.
 *
 * <p>A task starts when every task before it that it conflicts with has ended. Keys form a tree, as {@link Claim} says, so
 * moving a directory waits for writes in it, and a write that comes after the move waits for the move. This is locking with
 * intentions on a tree (Gray, Lorie and Putzolu, 1976), with first come, first served at every key; a task joins all its
 * lines at once and therefore none can wait for another in a circle.
 *
 * <p>Any thread may call. A task starts on the thread that made it ready: the caller's, or the one that ended the last task
 * in its way.
 */
public final class KeyedQueue {

    private final int limit;
    private final Map<String, Line> lines = new HashMap<>();
    private int tasks;

    /** A queue that holds at most {@code limit} tasks, running ones included. */
    public KeyedQueue(int limit) {
        this.limit = limit;
    }

    /**
     * Runs {@code task} in its turn and yields its outcome. A call that was cancelled before its turn came fails
     * {@code CANCELLED} without running; a queue that is full fails {@code BUSY}.
     */
    public <T> Future<T> run(Call call, List<Claim> claims, Supplier<Future<T>> task) {
        var promise = Promise.<T>promise();
        var waiting = new Waiting(() -> start(call, task, promise));
        boolean ready;
        synchronized (this) {
            if (tasks >= limit) {
                return Future.failedFuture(
                        new Failure(ErrorCode.BUSY, "too many calls wait for their turn; the limit is " + limit));
            }
            tasks++;
            modes(claims).forEach((key, mode) -> waiting.join(lines.computeIfAbsent(key, Line::new), mode));
            ready = waiting.ready();
        }
        promise.future().onComplete(ended -> leave(waiting));
        if (ready) {
            waiting.start();
        }
        return promise.future();
    }

    private static <T> void start(Call call, Supplier<Future<T>> task, Promise<T> promise) {
        if (call.cancelled()) {
            promise.fail(new Failure(ErrorCode.CANCELLED, "cancelled before it began"));
            return;
        }
        try {
            task.get().onComplete(promise);
        } catch (RuntimeException refused) {
            promise.fail(refused);
        }
    }

    private void leave(Waiting ended) {
        var ready = new ArrayList<Waiting>();
        synchronized (this) {
            tasks--;
            for (var place : ended.places()) {
                place.line().leave(place, ready);
                if (place.line().isEmpty()) {
                    lines.remove(place.line().key());
                }
            }
        }
        ready.forEach(Waiting::start);
    }

    /** Each key that the claims touch with the mode it needs there: an intention on every key above a claimed one. */
    private static Map<String, Mode> modes(List<Claim> claims) {
        var modes = new HashMap<String, Mode>();
        for (var claim : claims) {
            modes.merge(claim.key(), claim.exclusive() ? Mode.EXCLUSIVE : Mode.SHARED, Mode::and);
            var intention = claim.exclusive() ? Mode.INTENT_EXCLUSIVE : Mode.INTENT_SHARED;
            for (int slash = claim.key().lastIndexOf('/');
                    slash > 0;
                    slash = claim.key().lastIndexOf('/', slash - 1)) {
                modes.merge(claim.key().substring(0, slash), intention, Mode::and);
            }
            if (!claim.key().isEmpty()) {
                modes.merge("", intention, Mode::and);
            }
        }
        return modes;
    }
}
