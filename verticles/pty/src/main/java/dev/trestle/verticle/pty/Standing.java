package dev.trestle.verticle.pty;

import dev.trestle.wire.Pty;

/**
 * How a terminal is at a moment, for any thread to read.
 *
 * @param size its size
 * @param attached how many look at it
 * @param over whether its program has ended and the last byte has been read
 * @param exit how it has ended, {@code null} when it has not or nobody knows
 * @param since when {@code attached} or {@code over} changed, as {@link System#nanoTime} has it
 */
record Standing(Size size, int attached, boolean over, Pty.Exit exit, long since) {

    /** How it is now, as it was where nothing has changed. */
    Standing now(Size newSize, int nowAttached, boolean nowOver, Pty.Exit newExit) {
        boolean still = nowAttached == attached && nowOver == over;
        if (still && newSize.equals(size)) {
            return this;
        }
        return new Standing(newSize, nowAttached, nowOver, nowOver ? newExit : null, still ? since : System.nanoTime());
    }
}
