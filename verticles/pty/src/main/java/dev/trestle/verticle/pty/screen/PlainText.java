package dev.trestle.verticle.pty.screen;

import java.nio.ByteBuffer;

/**
 * Output that writes lines and does nothing else: characters, tabs and ends of lines. Once enough lines have followed it,
 * nothing is left of it.
 */
public final class PlainText {

    private static final long EACH = 0x0101010101010101L;
    private static final long HIGH = 0x80 * EACH;
    private static final int FIRST = 0x20;
    /** The first byte of the controls beyond ASCII. */
    private static final int C1 = 0xc2;

    private PlainText() {}

    /** Where plain text that begins at {@code from} ends, {@code to} at the latest. */
    public static int end(ByteBuffer bytes, int from, int to) {
        int at = from;
        while (at + Long.BYTES <= to) {
            if (mayControl(bytes.getLong(at))) {
                int next = oneByOne(bytes, at, at + Long.BYTES);
                if (next < at + Long.BYTES) {
                    return next;
                }
            }
            at += Long.BYTES;
        }
        return oneByOne(bytes, at, to);
    }

    /** Whether a byte of eight is below the first that prints, or may begin a control. */
    private static boolean mayControl(long eight) {
        long other = eight ^ C1 * EACH;
        return ((eight - FIRST * EACH & ~eight | other - EACH & ~other) & HIGH) != 0;
    }

    private static int oneByOne(ByteBuffer bytes, int from, int to) {
        int at = from;
        while (at < to && isPlain(bytes.get(at) & 0xff)) {
            at++;
        }
        return at;
    }

    private static boolean isPlain(int value) {
        return value >= FIRST ? value != C1 : value == '\n' || value == '\r' || value == '\t';
    }
}
