package dev.trestle.verticle.fs.transfer;

import dev.trestle.bus.Failures;
import dev.trestle.bus.StreamWriter;
import dev.trestle.verticle.fs.path.Refusals;
import dev.trestle.wire.Failure;
import io.vertx.core.AsyncResult;
import java.io.IOException;

/**
 * Sends a {@link Source} into a stream as it is granted: a few pieces in one turn on a thread of the disk, each on its way
 * before the next is read, so nothing but what was granted is in memory. Closes the source, whoever ends it.
 */
final class Pump implements StreamWriter.Producer {

    /** Large enough to be cheap per byte, small enough that calls beside it do not wait. */
    private static final int PIECE = 64 << 10;

    /** How many at most before others have their turn; to wake a thread costs as much as to read one. */
    private static final int PIECES_OF_A_TURN = 8;

    private final Traffic traffic;
    private final String subject;
    private final StreamWriter writer;
    private Source source;
    private boolean busy;

    /** Connects to the stream at {@code address}; {@code subject} is for messages. */
    Pump(Traffic traffic, String address, String subject) {
        this.traffic = traffic;
        this.subject = subject;
        this.writer = traffic.streams().writeTo(address, this);
        traffic.begun();
    }

    /** Begins to send. */
    void start(Source opened) {
        synchronized (this) {
            source = opened;
        }
        if (writer.over()) {
            release();
        } else if (opened.exhausted()) {
            end();
        } else {
            granted();
        }
    }

    /** There is nothing to send, since the call is refused. */
    void refuse() {
        writer.fail(Refusals.cancelled());
        traffic.ended();
    }

    @Override
    public void granted() {
        synchronized (this) {
            if (busy || source == null || writer.over() || writer.credit() <= 0) {
                return;
            }
            busy = true;
        }
        traffic.disk().step(subject, this::turn).onComplete(this::ended);
    }

    private Void turn() throws IOException {
        for (int piece = 0; piece < PIECES_OF_A_TURN && mayGoOn(); piece++) {
            var bytes = source.next((int) Math.min(PIECE, writer.credit()));
            if (bytes.length() > 0) {
                writer.write(bytes);
            }
        }
        return null;
    }

    private boolean mayGoOn() {
        return writer.credit() > 0 && !writer.over() && !source.exhausted();
    }

    private void ended(AsyncResult<Void> turn) {
        if (turn.failed()) {
            writer.fail(Failures.from(turn.cause()));
        }
        Source open;
        synchronized (this) {
            busy = false;
            open = source;
        }
        if (writer.over()) {
            release();
        } else if (open.exhausted()) {
            end();
        } else {
            granted();
        }
    }

    private void end() {
        writer.end();
        release();
    }

    @Override
    public void cancelled(Failure cause) {
        release();
    }

    /** Never while it is being read: then whoever reads it comes here. */
    private void release() {
        Source open;
        synchronized (this) {
            if (busy || source == null) {
                return;
            }
            open = source;
            source = null;
        }
        traffic.disk().release(open);
        traffic.ended();
    }
}
