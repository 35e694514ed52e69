package dev.trestle.verticle.pty;

import dev.trestle.bus.StreamWriter;
import dev.trestle.bus.Wire;
import dev.trestle.wire.Pty;
import dev.trestle.wire.PtyFrame;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;

/**
 * One connection that looks at a terminal: how far it has been sent the output, and what it is to be told. Bytes and events
 * leave in the order in which they happened. Belongs to the terminal's turn.
 */
final class Viewer {

    private static final int NOT_SAID = 0;

    private final StreamWriter writer;
    private final int stream;
    private final long replayFrom;
    private byte[] replay;
    private long position;
    private long holdingSince;
    private int cols = NOT_SAID;
    private int rows = NOT_SAID;
    private Pty.Resized resized;
    private long resizedAt;

    /**
     * Sends to {@code stream} by {@code writer} what follows {@code position}.
     *
     * @param replay stands in for as many bytes of the output; {@code null} when nothing does
     */
    Viewer(StreamWriter writer, int stream, long position, byte[] replay) {
        this.writer = writer;
        this.stream = stream;
        this.position = position;
        this.replay = replay == null || replay.length == 0 ? null : replay;
        replayFrom = position;
    }

    int stream() {
        return stream;
    }

    /** The offset after the last byte that was sent. */
    long position() {
        return position;
    }

    /** It shows this size. */
    void shows(int newCols, int newRows) {
        cols = newCols;
        rows = newRows;
    }

    /** Whether it has said what size it shows. */
    boolean hasSize() {
        return cols != NOT_SAID;
    }

    int cols() {
        return cols;
    }

    int rows() {
        return rows;
    }

    /** It is to be told so after all bytes before {@code offset}; of several such news the last is told. */
    void tell(Pty.Resized news, long offset) {
        resized = news;
        resizedAt = offset;
    }

    /** Sends what the credit allows. */
    void deliver(Ring ring) {
        while (!writer.over()) {
            if (resized != null && position >= resizedAt) {
                if (!send(PtyFrame.RESIZED, resized)) {
                    return;
                }
                resized = null;
            }
            long end = replay != null ? replayFrom + replay.length : resized != null ? resizedAt : ring.end();
            long most = Math.min(writer.credit() - PtyFrame.RESERVE - PtyFrame.HEADER, PtyFrame.SLICE);
            int length = (int) Math.min(most, end - position);
            if (length <= 0) {
                break;
            }
            var bytes = header(PtyFrame.DATA, length);
            copy(ring, bytes, length);
            writer.write(BufferInternal.buffer(Unpooled.wrappedBuffer(bytes)));
            position += length;
        }
        if (position == ring.end()) {
            holdingSince = 0;
        }
    }

    private void copy(Ring ring, byte[] bytes, int length) {
        if (replay == null) {
            ring.copy(position, bytes, PtyFrame.HEADER, length);
            return;
        }
        int from = (int) (position - replayFrom);
        System.arraycopy(replay, from, bytes, PtyFrame.HEADER, length);
        replay = from + length == replay.length ? null : replay;
    }

    /** Whether it needs no byte of the output before {@code offset} any more. */
    boolean isPast(long offset) {
        return (replay == null ? position : replayFrom + replay.length) >= offset;
    }

    /** For how long others have had to wait for this one, since it had all; in nanoseconds, with now as the end. */
    long holds(long now) {
        if (holdingSince == 0) {
            holdingSince = now == 0 ? 1 : now;
        }
        return now - holdingSince;
    }

    /** Tells it that it is detached, because it was too slow. */
    void lagged(String terminal) {
        send(PtyFrame.LAGGED, new Pty.Lagged(terminal, position));
        writer.end();
    }

    /** Tells it that this was all; whether there was credit to say so. */
    boolean exited(Pty.Exited end) {
        boolean sent = send(PtyFrame.EXITED, end);
        if (sent) {
            writer.end();
        }
        return sent;
    }

    private boolean send(PtyFrame kind, Object event) {
        var json = Wire.encode(event);
        if (writer.credit() < PtyFrame.HEADER + json.length) {
            return false;
        }
        var bytes = header(kind, json.length);
        System.arraycopy(json, 0, bytes, PtyFrame.HEADER, json.length);
        writer.write(Buffer.buffer(bytes));
        return true;
    }

    private byte[] header(PtyFrame kind, int length) {
        var bytes = new byte[PtyFrame.HEADER + length];
        bytes[0] = kind.kind();
        for (int i = 1; i < PtyFrame.HEADER; i++) {
            bytes[i] = (byte) (stream >>> 8 * (PtyFrame.HEADER - 1 - i));
        }
        return bytes;
    }
}
