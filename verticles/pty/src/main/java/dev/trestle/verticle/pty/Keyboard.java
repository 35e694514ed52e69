package dev.trestle.verticle.pty;

import dev.trestle.config.PtyConfig;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;

/**
 * What is typed into a terminal. It goes to the kernel at once, in the order in which it comes; what the kernel does not
 * take waits, so much and no more, until the terminal's turn can {@link #flush} it. Any thread may call.
 */
final class Keyboard {

    private final Master master;
    private final int limit;
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private final int perSecond;
    private final Pace pace;
    private int waitingBytes;
    private boolean closed;

    Keyboard(Master master, PtyConfig config) {
        this.master = master;
        limit = config.inputBytes();
        perSecond = config.inputBytesPerSecond();
        pace = new Pace(perSecond, limit, System.nanoTime());
    }

    /**
     * Types {@code bytes}; whether some of them have to wait.
     *
     * @throws Failure {@code BUSY} when too much waits, {@code RATE_LIMITED} when too much has come in too short a time,
     *     {@code CONFLICT} when nobody will read it
     */
    synchronized boolean type(byte[] bytes) {
        if (closed) {
            throw new Failure(ErrorCode.CONFLICT, "the program in this terminal has ended");
        }
        long wait = pace.take(bytes.length, System.nanoTime());
        if (wait > 0) {
            tooFast(bytes, wait);
        } else if (waiting.isEmpty()) {
            keep(bytes, master.write(bytes));
        } else if (!interrupts(bytes)) {
            keep(bytes, 0);
        }
        return !waiting.isEmpty();
    }

    private void tooFast(byte[] bytes, long wait) {
        if (!interrupts(bytes)) {
            throw new Failure(
                            ErrorCode.RATE_LIMITED,
                            "more is typed than pty.inputBytesPerSecond = " + perSecond + " in the long run")
                    .with(Map.of("limit", perSecond))
                    .retryAfter(wait);
        }
    }

    /** As the kernel does where it can read the key: what was typed before is forgotten, and the program interrupted. */
    private boolean interrupts(byte[] bytes) {
        int key = master.interruptKey();
        int at = bytes.length - 1;
        while (at >= 0 && bytes[at] != key) {
            at--;
        }
        if (at < 0) {
            return false;
        }
        waiting.clear();
        waitingBytes = 0;
        master.interrupt();
        keep(bytes, at + 1);
        return true;
    }

    private void keep(byte[] bytes, int from) {
        int rest = bytes.length - from;
        if (rest == 0) {
            return;
        }
        if (waitingBytes + rest > limit) {
            throw new Failure(
                            ErrorCode.BUSY,
                            "the program does not read what is typed, and pty.inputBytes = " + limit + " may wait")
                    .with(Map.of("limit", limit, "typed", from));
        }
        waiting.add(from == 0 ? bytes : Arrays.copyOfRange(bytes, from, bytes.length));
        waitingBytes += rest;
    }

    /** Whether something waits for the kernel to take it. */
    synchronized boolean isWaiting() {
        return !waiting.isEmpty();
    }

    /** Types what waits, as much as the kernel takes. */
    synchronized void flush() {
        while (!waiting.isEmpty()) {
            var next = waiting.remove();
            int written = master.write(next);
            waitingBytes -= written;
            if (written < next.length) {
                waiting.addFirst(Arrays.copyOfRange(next, written, next.length));
                return;
            }
        }
    }

    /** Nobody will read any more. */
    synchronized void close() {
        closed = true;
        waiting.clear();
        waitingBytes = 0;
    }
}
