package dev.trestle.bus;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A task of a {@link KeyedQueue} with its places in the lines. The queue guards it until it starts. */
final class Waiting<T> {

    private static final Logger LOGGER = LoggerFactory.getLogger(Waiting.class);

    private final Call call;
    private final Supplier<Future<T>> task;
    private final List<Place> places = new ArrayList<>(6);
    private int obstacles;
    private Promise<T> promise;

    Waiting(Call call, Supplier<Future<T>> task) {
        this.call = call;
        this.task = task;
    }

    void join(Line line, Mode mode) {
        var place = new Place(line, this, mode);
        places.add(place);
        obstacles += line.join(place) ? 0 : 1;
    }

    boolean ready() {
        return obstacles == 0;
    }

    /** One line let it through; whether that was the last. */
    boolean passed() {
        return --obstacles == 0;
    }

    List<Place> places() {
        return places;
    }

    /** The outcome of a task that is not ready yet; {@link #settle} completes it. */
    Future<T> outcome() {
        promise = Promise.promise();
        return promise.future();
    }

    /** Runs the task; whatever goes wrong is in the future. */
    Future<T> start() {
        if (call.cancelled()) {
            return Future.failedFuture(new Failure(ErrorCode.CANCELLED, "cancelled before it began"));
        }
        try {
            return Objects.requireNonNull(task.get(), "a task yields a future");
        } catch (Throwable refused) {
            return Future.failedFuture(refused);
        }
    }

    /** Hands {@code ended} to whoever waits for {@link #outcome}; what that one throws is not the next task's trouble. */
    void settle(Future<T> ended) {
        try {
            if (promise != null) {
                ended.onComplete(promise);
            }
        } catch (RuntimeException listener) {
            LOGGER.atError()
                    .addKeyValue("op", call.operation())
                    .setCause(listener)
                    .log("a listener threw");
        }
    }
}
