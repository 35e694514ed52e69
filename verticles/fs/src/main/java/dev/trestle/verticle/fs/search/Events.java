package dev.trestle.verticle.fs.search;

import dev.trestle.bus.Call;
import dev.trestle.bus.StreamWriter;
import dev.trestle.bus.Streams;
import dev.trestle.bus.Wire;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

/**
 * What a search tells its caller while it goes on: events, {@code {event, data}}, in messages of one or several, a line each,
 * since a message costs more than an event. A caller that does not read holds the search back; one that reads no more ends
 * it. For a caller without a stream nothing is written.
 */
final class Events implements StreamWriter.Producer {

    private record Event(String event, Object data) {}

    /** A message leaves when it has as many events or as many bytes, or as old a first one, in milliseconds. */
    private static final int MOST_EVENTS = 256;

    private static final int MOST_BYTES = 32 << 10;
    private static final long MOST_AGE = 10;

    private final Vertx vertx;
    private final Stop stop;
    private final StreamWriter writer;
    /** For all of it there is credit. */
    private Buffer message = Buffer.buffer();

    private int events;

    /** To whom {@code call} comes from. Called on the verticle's event loop. */
    Events(Vertx vertx, Streams streams, Call call, Stop stop) {
        this.vertx = vertx;
        this.stop = stop;
        this.writer = call.stream() == null ? null : streams.writeTo(call.stream(), this);
    }

    /** Sends an event soon; blocks until there is credit for it, on the thread of the search. */
    void tell(String event, Object data) {
        if (writer == null) {
            return;
        }
        var line = Wire.encode(new Event(event, data));
        while (!add(line)) {
            stop.sleepUntil(() -> writer.credit() > line.length);
        }
    }

    /** Whether there was credit for it. */
    private synchronized boolean add(byte[] line) {
        int length = message.length() + line.length + 1;
        if (events == MOST_EVENTS || length > Math.min(MOST_BYTES, writer.credit())) {
            send();
        }
        if (writer.credit() <= line.length) {
            return false;
        }
        if (events++ == 0) {
            vertx.setTimer(MOST_AGE, old -> send());
        }
        message.appendBytes(line).appendByte((byte) '\n');
        return true;
    }

    private synchronized void send() {
        if (events > 0) {
            writer.write(message);
            message = Buffer.buffer();
            events = 0;
        }
    }

    /** There are no more. */
    void end() {
        if (writer != null) {
            send();
            writer.end();
        }
    }

    /** There would be more, but for {@code cause}. */
    void fail(Throwable cause) {
        if (writer != null) {
            var told = new Failure(ErrorCode.UNAVAILABLE, "the search failed; its answer says why");
            send();
            writer.fail(cause instanceof Failure known ? known : told);
        }
    }

    @Override
    public void granted() {
        stop.wake();
    }

    @Override
    public void cancelled(Failure cause) {
        stop.now(cause);
    }
}
