package dev.trestle.verticle.pty;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;

/** Waits for one of three files. One thread at a time. */
final class Poll implements AutoCloseable {

    private static final int FILES = 3;
    private static final int SIZE = 8;
    private static final int EVENTS = 4;
    private static final int READY = 6;

    private final Memory files = new Memory((long) FILES * SIZE);

    /** What to wait for as number {@code index}; nothing with a {@code descriptor} below zero. */
    void set(int index, int descriptor, int events) {
        files.setInt((long) index * SIZE, descriptor);
        files.setShort((long) index * SIZE + EVENTS, (short) events);
        files.setShort((long) index * SIZE + READY, (short) 0);
    }

    /** Waits until one is ready, for so long at most; for ever with a number below zero. */
    void sleep(int milliseconds) {
        Libc.poll(Pointer.nativeValue(files), FILES, milliseconds);
    }

    /** Whether {@code index} was ready when the last wait ended. */
    boolean isReady(int index) {
        return files.getShort((long) index * SIZE + READY) != 0;
    }

    @Override
    public void close() {
        files.close();
    }
}
