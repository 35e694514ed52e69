package dev.trestle.bench;

import java.nio.ByteBuffer;

/** When an event was sent, in its text: {@code @} and sixteen digits, so that they are found without reading JSON. */
final class Stamp {

    /** The place of a stamp in what is to be sent. */
    static final String ZERO = "@0000000000000000";

    private static final byte MARK = '@';
    private static final int HEX = 16;

    private Stamp() {}

    /** Writes {@code time}, not negative, over the digits of {@code frame} at {@code index} of its payload. */
    static void write(ByteBuffer frame, int index, long time) {
        for (int i = 1; i < ZERO.length(); i++) {
            int digit = (int) (time >>> 4 * (ZERO.length() - 1 - i)) & 0xf;
            ClientFrames.patch(frame, index + i, (byte) Character.forDigit(digit, HEX));
        }
    }

    /** The time in {@code bytes} from {@code index}, or -1 when there is none. */
    static long read(byte[] bytes, int index) {
        if (bytes[index] != MARK) {
            return -1;
        }
        long time = 0;
        for (int i = 1; i < ZERO.length(); i++) {
            time = time << 4 | Character.digit(bytes[index + i], HEX);
        }
        return time;
    }
}
