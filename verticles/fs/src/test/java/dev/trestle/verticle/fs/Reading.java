package dev.trestle.verticle.fs;

import dev.trestle.bus.StreamReader;
import dev.trestle.bus.Streams;
import dev.trestle.wire.Failure;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;

/** The far end of a download: keeps what comes, and grants as it is told to. */
public final class Reading implements StreamReader.Receiver {

    private final StreamReader reader;
    private final boolean eager;
    private final Buffer bytes = Buffer.buffer();
    private final Promise<Buffer> whole = Promise.promise();

    private Reading(Streams streams, boolean eager) {
        this.eager = eager;
        this.reader = streams.reader(this);
    }

    /** Grants on and on. */
    public static Reading eager(Streams streams) {
        var reading = new Reading(streams, true);
        reader(reading).grant(70_000);
        return reading;
    }

    /** Grants nothing by itself. */
    public static Reading slow(Streams streams) {
        return new Reading(streams, false);
    }

    private static StreamReader reader(Reading reading) {
        return reading.reader;
    }

    public String address() {
        return reader.address();
    }

    public void grant(long more) {
        reader.grant(more);
    }

    public void cancel() {
        reader.cancel();
    }

    public synchronized int length() {
        return bytes.length();
    }

    /** All of it, once it has ended. */
    public byte[] all() {
        return FsNode.await(whole.future()).getBytes();
    }

    /** How it failed. */
    public Refused failure() {
        return Refused.of(whole.future());
    }

    @Override
    public synchronized void data(Buffer more) {
        bytes.appendBuffer(more);
        if (eager) {
            reader.grant(more.length());
        }
    }

    @Override
    public void end() {
        whole.complete(bytes);
    }

    @Override
    public void failed(Failure cause) {
        whole.fail(cause);
    }
}
