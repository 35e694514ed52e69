package dev.trestle.launcher;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;

/** Tells somebody who watches how far a transfer is; says nothing where standard error is not a terminal. */
final class Progress extends FilterInputStream {

    private static final long EVERY = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long MIB = 1 << 20;

    private final long size;
    private long count;
    private long next = System.nanoTime() + EVERY;
    private boolean told;

    private Progress(InputStream bytes, long size) {
        super(bytes);
        this.size = size;
    }

    /** {@code bytes}, watched; {@code size} is how many they are, or -1. */
    static InputStream of(InputStream bytes, long size) {
        return StandardStreams.ERROR.isTerminal() ? new Progress(bytes, size) : bytes;
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        count(one < 0 ? -1 : 1);
        return one;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read = super.read(into, offset, length);
        count(read);
        return read;
    }

    private void count(int read) {
        count += Math.max(0, read);
        if (System.nanoTime() - next >= 0) {
            next += EVERY;
            told = true;
            System.err.print("\r" + count / MIB + " MiB" + (size > 0 ? ", " + 100 * count / size + " %" : "") + " ");
        }
    }

    @Override
    public void close() throws IOException {
        super.close();
        if (told) {
            System.err.println();
            told = false;
        }
    }
}
