package dev.trestle.verticle.pty;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import dev.trestle.verticle.pty.screen.PlainText;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The last bytes of a terminal's output, each known by its offset from the start. It grows as it is used and is written by
 * the kernel itself. One thread at a time.
 */
final class Ring implements AutoCloseable {

    private static final int SEGMENT = 16_384;

    private final int kept;
    private final Memory[] segments;
    private final ByteBuffer[] views;
    private long end;

    /** Keeps {@code kept} bytes, and has {@code spare} ones that are overwritten only after them. */
    Ring(int kept, int spare) {
        this.kept = kept;
        // One more, since what is being written is neither.
        segments = new Memory[(kept + spare + SEGMENT - 1) / SEGMENT + 1];
        views = new ByteBuffer[segments.length];
    }

    /** The offset of the oldest byte that is kept. */
    long start() {
        return Math.max(0, end - kept);
    }

    /** What {@link #start} is when {@code bytes} more have come. */
    long startAfter(int bytes) {
        return Math.max(0, end + bytes - kept);
    }

    /** The offset after the last byte. */
    long end() {
        return end;
    }

    /** The address to write the next bytes to, {@link #room} of them at most; then {@link #grow}. */
    long space() {
        int at = indexOf(end);
        if (segments[at] == null) {
            segments[at] = new Memory(SEGMENT);
            views[at] = segments[at].getByteBuffer(0, SEGMENT).order(ByteOrder.nativeOrder());
        }
        return Pointer.nativeValue(segments[at]) + end % SEGMENT;
    }

    int room() {
        return SEGMENT - (int) (end % SEGMENT);
    }

    /** So many bytes have been written to {@link #space}. */
    void grow(int bytes) {
        end += bytes;
    }

    /** Copies what is kept from {@code offset} on. */
    void copy(long offset, byte[] to, int at, int length) {
        for (int done = 0; done < length; ) {
            long from = offset + done;
            int part = Math.min(length - done, SEGMENT - (int) (from % SEGMENT));
            segments[indexOf(from)].read(from % SEGMENT, to, at + done, part);
            done += part;
        }
    }

    /** The first offset at or after {@code offset} that does not lie inside a character of UTF-8. */
    long border(long offset) {
        var bytes = new byte[(int) Math.min(3, end - offset)];
        copy(offset, bytes, 0, bytes.length);
        int inside = 0;
        while (inside < bytes.length && (bytes[inside] & 0xc0) == 0x80) {
            inside++;
        }
        return offset + inside;
    }

    /** Where the plain text that begins at {@code from} ends, {@code to} at the latest. */
    long plain(long from, long to) {
        long at = from;
        while (at < to) {
            int first = (int) (at % SEGMENT);
            int last = (int) Math.min(SEGMENT, first + to - at);
            int found = PlainText.end(views[indexOf(at)], first, last);
            at += found - first;
            if (found < last) {
                break;
            }
        }
        return at;
    }

    /** The last offset after {@code from} that follows an end of line and has so many more before {@code to}; or {@code from}. */
    long linesBefore(long from, long to, int lines) {
        int ends = 0;
        for (long at = to - 1; at > from; at--) {
            if (read(at) == '\n' && ends++ >= lines && read(at - 1) == '\r') {
                return at + 1;
            }
        }
        return from;
    }

    private byte read(long offset) {
        return views[indexOf(offset)].get((int) (offset % SEGMENT));
    }

    private int indexOf(long offset) {
        return (int) (offset / SEGMENT % segments.length);
    }

    @Override
    public void close() {
        for (int i = 0; i < segments.length; i++) {
            if (segments[i] != null) {
                segments[i].close();
                segments[i] = null;
                views[i] = null;
            }
        }
    }
}
