package dev.trestle.bus;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;
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
        var waiting = new Waiting<>(call, task);
        synchronized (this) {
            if (tasks >= limit) {
                return Future.failedFuture(
                        new Failure(ErrorCode.BUSY, "too many calls wait for their turn; the limit is " + limit));
            }
            tasks++;
            join(waiting, claims);
            if (!waiting.ready()) {
                return waiting.outcome();
            }
        }
        var ready = new ArrayList<Waiting<?>>();
        var outcome = start(waiting, ready);
        startAll(ready);
        return outcome;
    }

    /** Whether no task runs or waits and nothing of former ones is left. */
    synchronized boolean isEmpty() {
        return tasks == 0 && lines.isEmpty();
    }

    private void join(Waiting<?> waiting, List<Claim> claims) {
        if (claims.size() == 1) {
            claims.get(0).touch((key, mode) -> waiting.join(line(key), mode));
            return;
        }
        var modes = new HashMap<String, Mode>();
        claims.forEach(claim -> claim.touch((key, mode) -> modes.merge(key, mode, Mode::and)));
        modes.forEach((key, mode) -> waiting.join(line(key), mode));
    }

    private Line line(String key) {
        return lines.computeIfAbsent(key, Line::new);
    }

    /** Starts these and those that are ready thereby. A loop: tasks that end at once must not pile up on the stack. */
    private void startAll(List<Waiting<?>> ready) {
        while (!ready.isEmpty()) {
            var next = new ArrayList<Waiting<?>>();
            ready.forEach(waiting -> start(waiting, next));
            ready = next;
        }
    }

    /** Starts one task; if it ends at once, those that are ready thereby are added to {@code ready}. */
    private <T> Future<T> start(Waiting<T> waiting, List<Waiting<?>> ready) {
        var outcome = waiting.start();
        if (outcome.isComplete()) {
            leave(waiting, ready);
            waiting.settle(outcome);
        } else {
            outcome.onComplete(ended -> {
                var freed = new ArrayList<Waiting<?>>();
                leave(waiting, freed);
                waiting.settle(outcome);
                startAll(freed);
            });
        }
        return outcome;
    }

    private synchronized void leave(Waiting<?> ended, List<Waiting<?>> ready) {
        tasks--;
        for (var place : ended.places()) {
            place.line().leave(place, ready);
            if (place.line().isEmpty()) {
                lines.remove(place.line().key());
            }
        }
    }
}
