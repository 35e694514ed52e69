package dev.trestle.verticle.agent.backend.acp;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads lines that may not be longer than allowed: what one line can cost is known before it is read. Blocks. */
final class Lines {

    /** A line is longer than allowed. */
    static final class TooLong extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private static final int FIRST = 4_096;

    private final InputStream in;
    private final int longest;
    private final byte[] read = new byte[16_384];
    private int next;
    private int end;

    /** Lines of at most {@code longest} bytes. */
    Lines(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /** The next line without its end, or {@code null} when there is none. */
    byte[] line() throws IOException {
        var line = new byte[FIRST];
        int length = 0;
        while (true) {
            if (next == end) {
                end = in.read(read);
                next = 0;
                if (end < 0) {
                    end = 0;
                    return length == 0 ? null : Arrays.copyOf(line, length);
                }
            }
            int from = next;
            while (next < end && read[next] != '\n') {
                next++;
            }
            int more = next - from;
            line = withRoomFor(line, length + more);
            System.arraycopy(read, from, line, length, more);
            length += more;
            if (next < end) {
                next++;
                return Arrays.copyOf(line, length);
            }
        }
    }

    private byte[] withRoomFor(byte[] line, int bytes) throws TooLong {
        if (bytes > longest) {
            throw new TooLong();
        }
        return bytes <= line.length ? line : Arrays.copyOf(line, Math.max(bytes, Math.min(longest, 2 * line.length)));
    }
}
