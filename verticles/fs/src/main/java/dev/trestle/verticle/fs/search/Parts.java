package dev.trestle.verticle.fs.search;

import dev.trestle.verticle.fs.path.FileName;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** What a process writes, cut at the bytes that one asks for. Waits for it; one thread. */
final class Parts {

    private final InputStream input;
    private byte[] bytes = new byte[32 << 10];
    private int filled;
    private int from;
    private int to;
    private int next;

    Parts(InputStream input) {
        this.input = input;
    }

    /** Goes on to the next {@code end}; whether that came. What is before it is the part from now on. */
    boolean next(char end) throws IOException {
        from = next;
        for (int length = 0; from + length < filled || fill(); length++) {
            if (bytes[from + length] == end) {
                to = from + length;
                next = to + 1;
                return true;
            }
        }
        return false;
    }

    /** Reads on behind the part that has no end yet. */
    private boolean fill() throws IOException {
        filled -= from;
        System.arraycopy(bytes, from, bytes, 0, filled);
        from = 0;
        next = 0;
        if (filled == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * filled);
        }
        int read = input.read(bytes, filled, bytes.length - filled);
        filled += Math.max(0, read);
        return read > 0;
    }

    /** The part as a way to a file. */
    String path() {
        return FileName.decode(bytes, from, to);
    }

    /** The part as a number, 0 when it is none, or too large for one of a line. */
    int number() {
        int number = 0;
        for (int i = from; i < to; i++) {
            byte digit = bytes[i];
            if (digit < '0' || digit > '9' || number > 200_000_000) {
                return 0;
            }
            number = 10 * number + digit - '0';
        }
        return number;
    }
}
