package dev.trestle.verticle.fs.search;

import dev.trestle.bus.Call;
import dev.trestle.bus.StreamWriter;
import dev.trestle.bus.Streams;
import dev.trestle.bus.Wire;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.buffer.Buffer;

/**
 * What a search tells its caller while it goes on: one message for each event, {@code {event, data}}. A caller that does not
 * read holds the search back; one that reads no more ends it. For a caller without a stream nothing is written.
 */
final class Events implements StreamWriter.Producer {

    private record Event(String event, Object data) {}

    /** What is granted wakes the search, and now and then it looks for itself. */
    private static final long A_WHILE = 1_000;

    private final Stop stop;
    private final StreamWriter writer;

    /** To whom {@code call} comes from. Called on the verticle's event loop. */
    Events(Streams streams, Call call, Stop stop) {
        this.stop = stop;
        this.writer = call.stream() == null ? null : streams.writeTo(call.stream(), this);
    }

    /** Writes an event as soon as there is credit for it; blocks until then, on the thread of the search. */
    void tell(String event, Object data) {
        if (writer == null) {
            return;
        }
        var message = Buffer.buffer(Wire.encode(new Event(event, data)));
        while (writer.credit() < message.length()) {
            stop.sleep(A_WHILE);
        }
        writer.write(message);
    }

    /** There are no more. */
    void end() {
        if (writer != null) {
            writer.end();
        }
    }

    /** There would be more, but for {@code cause}. */
    void fail(Throwable cause) {
        if (writer != null) {
            var told = new Failure(ErrorCode.UNAVAILABLE, "the search failed; its answer says why");
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
