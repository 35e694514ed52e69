package dev.trestle.verticle.fs;

import dev.trestle.bus.StreamReader;
import dev.trestle.bus.Streams;
import dev.trestle.wire.Failure;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;

/** The far end of a download: keeps what comes, and grants as it is told to. */
final class Reading implements StreamReader.Receiver {

    private final StreamReader reader;
    private final boolean eager;
    private final Buffer bytes = Buffer.buffer();
    private final Promise<Buffer> whole = Promise.promise();

    private Reading(Streams streams, boolean eager) {
        this.eager = eager;
        this.reader = streams.reader(this);
    }

    /** Grants on and on. */
    static Reading eager(Streams streams) {
        var reading = new Reading(streams, true);
        reader(reading).grant(70_000);
        return reading;
    }

    /** Grants nothing by itself. */
    static Reading slow(Streams streams) {
        return new Reading(streams, false);
    }

    private static StreamReader reader(Reading reading) {
        return reading.reader;
    }

    String address() {
        return reader.address();
    }

    void grant(long more) {
        reader.grant(more);
    }

    void cancel() {
        reader.cancel();
    }

    synchronized int length() {
        return bytes.length();
    }

    /** All of it, once it has ended. */
    byte[] all() {
        return FsNode.await(whole.future()).getBytes();
    }

    /** How it failed. */
    Refused failure() {
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
