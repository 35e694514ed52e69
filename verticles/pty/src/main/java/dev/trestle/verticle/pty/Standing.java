package dev.trestle.verticle.pty;

import dev.trestle.wire.Pty;

/**
 * How a terminal is at a moment, for any thread to read.
 *
 * @param size its size
 * @param attached how many look at it
 * @param over whether its program has ended and the last byte has been read
 * @param exit how it has ended, {@code null} when it has not or nobody knows
 * @param since when one of the last three changed, as {@link System#nanoTime} has it
 */
record Standing(Size size, int attached, boolean over, Pty.Exit exit, long since) {}
