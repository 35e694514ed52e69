package dev.trestle.verticle.git.read;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads what ends with one byte, NUL or a newline, piece by piece. Holds one piece and a block in memory. */
final class Fields {

    private static final int BLOCK = 65_536;

    private final InputStream in;
    private final byte[] block = new byte[BLOCK];
    private byte[] piece = new byte[256];
    private int from;
    private int to;
    private long filled;

    Fields(InputStream in) {
        this.in = in;
    }

    /** The next piece, without its end; {@code null} when there is none. The last may lack its end. */
    byte[] next(char end) throws IOException {
        int length = 0;
        while (true) {
            for (int i = from; i < to; i++) {
                if (block[i] == end) {
                    var found = take(length, i);
                    from = i + 1;
                    return found;
                }
            }
            length = keep(length);
            if (!fill()) {
                return length == 0 ? null : Arrays.copyOf(piece, length);
            }
        }
    }

    private byte[] take(int length, int end) {
        var found = length == 0 ? new byte[end - from] : Arrays.copyOf(piece, length + end - from);
        System.arraycopy(block, from, found, length, end - from);
        return found;
    }

    private int keep(int length) {
        int more = to - from;
        if (length + more > piece.length) {
            piece = Arrays.copyOf(piece, Math.max(2 * piece.length, length + more));
        }
        System.arraycopy(block, from, piece, length, more);
        return length + more;
    }

    private boolean fill() throws IOException {
        from = 0;
        to = Math.max(0, in.read(block));
        filled += to;
        return to > 0;
    }

    /** How many bytes have been taken. */
    long taken() {
        return filled - (to - from);
    }

    /** The next byte without taking it, -1 at the end. */
    int peek() throws IOException {
        return from < to || fill() ? block[from] & 0xff : -1;
    }
}
