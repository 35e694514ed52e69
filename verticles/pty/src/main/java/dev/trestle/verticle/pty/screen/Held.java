package dev.trestle.verticle.pty.screen;

import java.io.ByteArrayOutputStream;

/** Bytes on their way through: those of the current character, those of the sequence before it that may yet be dropped, and those that are out. */
final class Held {

    private static final int MOST = 2 * Sequence.MOST;

    private final ByteArrayOutputStream now = new ByteArrayOutputStream();
    private final ByteArrayOutputStream sequence = new ByteArrayOutputStream();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** A byte of the current character. */
    void add(byte value) {
        now.write(value);
    }

    /** The character waits with its sequence; one that goes on and on is cut, for no terminal reads it. */
    void hold() {
        if (sequence.size() < MOST) {
            sequence.writeBytes(now.toByteArray());
        }
        now.reset();
    }

    /** The character goes out, ahead of its sequence. */
    void ahead() {
        out.writeBytes(now.toByteArray());
        now.reset();
    }

    /** The sequence, without the character, goes out or nowhere. */
    void settle(boolean query) {
        if (!query) {
            out.writeBytes(sequence.toByteArray());
        }
        sequence.reset();
    }

    void releaseAll() {
        settle(false);
        ahead();
    }

    void drop() {
        now.reset();
    }

    void pass(byte[] bytes, int from, int to) {
        out.write(bytes, from, to - from);
    }

    byte[] take() {
        byte[] taken = out.toByteArray();
        out.reset();
        return taken;
    }
}
