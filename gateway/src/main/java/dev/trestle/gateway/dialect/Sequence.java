package dev.trestle.gateway.dialect;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What one client asks for, in its order, where some of it takes several calls: nothing overtakes that, and what takes one
 * call waits for nothing else. Belongs to the event loop of the client's socket.
 */
public final class Sequence {

    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private final Consumer<Future<?>> onCall;
    private boolean taken;

    Sequence(Consumer<Future<?>> onCall) {
        this.onCall = onCall;
    }

    /** Does {@code work}, one call. */
    public <T> Future<T> one(Supplier<Future<T>> work) {
        return add(work, () -> {}, () -> {});
    }

    /** Does {@code work}, which is calls that nothing may come between. */
    public <T> Future<T> several(Supplier<Future<T>> work) {
        return add(work, () -> taken = true, () -> taken = false);
    }

    private <T> Future<T> add(Supplier<Future<T>> work, Runnable before, Runnable after) {
        Promise<T> answer = Promise.promise();
        onCall.accept(answer.future());
        waiting.add(() -> {
            before.run();
            work.get().onComplete(ended -> {
                after.run();
                answer.complete(ended.result(), ended.cause());
                run();
            });
        });
        run();
        return answer.future();
    }

    private void run() {
        while (!taken && !waiting.isEmpty()) {
            waiting.remove().run();
        }
    }
}
