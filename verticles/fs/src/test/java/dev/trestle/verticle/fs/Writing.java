package dev.trestle.verticle.fs;

import dev.trestle.bus.StreamWriter;
import dev.trestle.bus.Streams;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.buffer.Buffer;

/** The far end of an upload: sends what it is given as it is granted, and then ends, breaks off or waits. */
public final class Writing implements StreamWriter.Producer {

    public enum Then {
        END,
        LOSE,
        WAIT
    }

    private final StreamWriter writer;
    private final byte[] bytes;
    private final Then then;
    private int at;

    public Writing(Streams streams, byte[] bytes, Then then) {
        this.bytes = bytes;
        this.then = then;
        this.writer = streams.writer(this);
    }

    public String address() {
        return writer.address();
    }

    /** Whether all of it has been granted. */
    public synchronized boolean sent() {
        return at == bytes.length;
    }

    public void lose() {
        writer.fail(new Failure(ErrorCode.CANCELLED, "the client went away"));
    }

    @Override
    public synchronized void granted() {
        while (!writer.over() && at < bytes.length && writer.credit() > 0) {
            int length = (int) Math.min(Math.min(writer.credit(), 50_000), bytes.length - at);
            writer.write(Buffer.buffer().appendBytes(bytes, at, length));
            at += length;
        }
        if (at == bytes.length && then == Then.END) {
            writer.end();
        } else if (at == bytes.length && then == Then.LOSE) {
            lose();
        }
    }

    @Override
    public void cancelled(Failure cause) {
        // The answer to the call says why.
    }
}
