package dev.trestle.bus;

import dev.trestle.wire.Failure;
import dev.trestle.wire.Topics.Position;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;

/**
 * A source of events of one topic: they leave in order, one message is on its way at a time, and what comes meanwhile, or
 * within {@value #PACE} ms, goes with the next. So a few events leave at once, many leave together, and no more than one
 * message waits: whoever adds events stops while {@link #isFull}.
 *
 * <p>Any thread may call; the listener is called on the context that this was made on.
 */
public final class Outlet {

    /** Whoever adds the events. */
    public interface Listener {
        /** Events are in the log, and there is room for more. */
        void sent();

        /** Events are not in the log, or nobody knows; they and those that waited are forgotten. */
        void failed(Failure cause);
    }

    private static final int MOST_EVENTS = 256;
    private static final int MOST_BYTES = 65_536;
    /** A message wakes half a dozen threads, which costs more than to carry a few events. In milliseconds. */
    private static final long PACE = 5;

    private final Publisher publisher;
    private final String topic;
    private final Listener listener;
    private final Context context;
    private Buffer waiting = Buffer.buffer();
    private int events;
    private boolean sending;
    private boolean resting;
    private Promise<Void> settled = Promise.promise();

    /** Of {@code topic}; made on a context of {@code node}. */
    public Outlet(Node node, Publisher publisher, String topic, Listener listener) {
        this.publisher = publisher;
        this.topic = topic;
        this.listener = listener;
        this.context = node.vertx().getOrCreateContext();
    }

    /** Adds an event; {@code data} may be {@code null}. */
    public void add(String event, Object data) {
        var json = Wire.encode(new Publisher.Event(event, data));
        synchronized (this) {
            waiting.appendByte((byte) (events++ == 0 ? '[' : ',')).appendBytes(json);
            sendIfDue();
        }
    }

    /** Lets go what waits for others to come. */
    public synchronized void flush() {
        resting = false;
        sendIfDue();
    }

    /** Whether what waits is a message already. */
    public synchronized boolean isFull() {
        return events >= MOST_EVENTS || waiting.length() >= MOST_BYTES;
    }

    /** Whether all is in the log. */
    public synchronized boolean isIdle() {
        return !sending && events == 0;
    }

    /** Completes when what was added so far is in the log, or is known not to be. */
    public synchronized Future<Void> settled() {
        return isIdle() ? Future.succeededFuture() : settled.future();
    }

    private void sendIfDue() {
        if (!sending && events > 0 && (!resting || isFull())) {
            var message = waiting.appendByte((byte) ']');
            forget();
            sending = true;
            resting = true;
            context.runOnContext(now -> send(message));
        }
    }

    private void send(Buffer message) {
        context.owner().setTimer(PACE, rested -> flush());
        publisher.publishAll(topic, message).onComplete(this::answered);
    }

    private void forget() {
        waiting = Buffer.buffer();
        events = 0;
    }

    private void answered(AsyncResult<Position> ended) {
        if (ended.failed()) {
            synchronized (this) {
                forget();
            }
            // Before it counts as idle, so that nobody takes that for success.
            listener.failed(Failures.from(ended.cause()));
        }
        Promise<Void> done = null;
        synchronized (this) {
            sending = false;
            sendIfDue();
            if (isIdle()) {
                done = settled;
                settled = Promise.promise();
            }
        }
        if (ended.succeeded()) {
            listener.sent();
        }
        if (done != null) {
            done.complete();
        }
    }
}
