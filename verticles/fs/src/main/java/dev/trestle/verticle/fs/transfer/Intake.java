package dev.trestle.verticle.fs.transfer;

import dev.trestle.bus.StreamReader;
import dev.trestle.verticle.fs.disk.Disk;
import dev.trestle.verticle.fs.draft.Unfinished;
import dev.trestle.wire.Failure;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Writes what a stream brings into a file: each message in a turn of its own on a thread of the disk, one at a time. No more
 * than a window of bytes is ever on its way.
 */
final class Intake implements StreamReader.Receiver {

    private static final int WINDOW = 256 << 10;

    private final Disk disk;
    private final String subject;
    private final StreamReader reader;
    private final Promise<Void> done = Promise.promise();
    private final Queue<Buffer> waiting = new ArrayDeque<>();
    private Unfinished file;
    private long room;
    private Failure over;
    private boolean busy;
    private boolean ended;
    private boolean spoilt;
    private Throwable failure;

    /** Connects to the stream at {@code address}; {@code subject} is for messages. */
    Intake(Traffic traffic, String address, String subject) {
        this.disk = traffic.disk();
        this.subject = subject;
        this.reader = traffic.streams().readFrom(address, this);
    }

    /**
     * Takes at most {@code most} bytes into {@code target}. Completes when all of them are in it; fails when not, but not
     * before the last write has ended: as the stream did, with {@code beyond} when it brings more, or with what kept the
     * bytes from being written.
     */
    Future<Void> into(Unfinished target, long most, Failure beyond) {
        synchronized (this) {
            file = target;
            room = most;
            over = beyond;
        }
        reader.grant(WINDOW);
        advance();
        return done.future();
    }

    /** Wants no more; what has come is still written. */
    void stop(Failure cause) {
        reader.cancel();
        failed(cause);
    }

    @Override
    public void data(Buffer bytes) {
        synchronized (this) {
            waiting.add(bytes);
        }
        advance();
    }

    @Override
    public void end() {
        synchronized (this) {
            ended = true;
        }
        advance();
    }

    @Override
    public void failed(Failure cause) {
        synchronized (this) {
            failure = failure == null ? cause : failure;
        }
        advance();
    }

    /** Whether it failed by what it brought or by the disk, and not by being lost. */
    synchronized boolean spoilt() {
        return spoilt;
    }

    private void advance() {
        Buffer next;
        synchronized (this) {
            if (busy || file == null) {
                return;
            }
            next = waiting.poll();
            busy = next != null;
            if (next == null && failure != null) {
                done.tryFail(failure);
            } else if (next == null && ended) {
                done.tryComplete();
            }
        }
        if (next != null) {
            write(next);
        }
    }

    private void write(Buffer next) {
        room -= next.length();
        if (room < 0) {
            written(Future.failedFuture(over), 0);
            return;
        }
        disk.<Void>step(subject, () -> {
                    file.write(((BufferInternal) next).getByteBuf().nioBuffer());
                    return null;
                })
                .onComplete(write -> written(write, next.length()));
    }

    private void written(AsyncResult<Void> write, int length) {
        synchronized (this) {
            busy = false;
            if (write.failed()) {
                failure = write.cause();
                spoilt = true;
                waiting.clear();
            }
        }
        if (write.failed()) {
            reader.cancel();
        } else {
            reader.grant(length);
        }
        advance();
    }
}
