package dev.trestle.verticle.pty.screen;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The sequence that is being read, from its ESC on, as UTF-8: a picture that is taken in the middle of it ends with these bytes. One that grows
 * beyond {@link #MOST} is not kept and has no effect.
 */
final class Sequence {

    static final int MOST = 4096;

    private static final int INTRODUCER = 2;

    private byte[] bytes = new byte[32];
    private int length;

    void start(String introducer) {
        length = 0;
        for (int i = 0; i < introducer.length(); i++) {
            add(introducer.charAt(i));
        }
    }

    boolean isTooLong() {
        return length > MOST;
    }

    void add(int code) {
        if (code < 0x80) {
            put(code);
        } else if (code < 0x800) {
            put(0xc0 | code >> 6);
            put(0x80 | code & 0x3f);
        } else {
            if (code < 0x10000) {
                put(0xe0 | code >> 12);
            } else {
                put(0xf0 | code >> 18);
                put(0x80 | code >> 12 & 0x3f);
            }
            put(0x80 | code >> 6 & 0x3f);
            put(0x80 | code & 0x3f);
        }
    }

    private void put(int value) {
        if (length == bytes.length && length <= MOST) {
            bytes = Arrays.copyOf(bytes, 2 * length);
        }
        if (length <= MOST) {
            bytes[length++] = (byte) value;
        }
    }

    /** What comes after the introducer. */
    String body() {
        return new String(bytes, INTRODUCER, length - INTRODUCER, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
