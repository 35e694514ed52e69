package dev.trestle.verticle.fs.path;

import java.io.IOException;
import java.nio.file.Files;

/** Tells a disk that is full or may not be written from other accidents. */
public final class Device {

    private static final long NEARLY_NOTHING = 65_536;

    private Device() {}

    /**
     * Refuses with {@code UNAVAILABLE} when the disk that {@code file} is on is full, with {@code FORBIDDEN} when it is
     * read-only; else yields {@code cause} to be thrown on. Java says no more than that something failed, so the disk is
     * asked, and that before what was written makes room again.
     */
    public static IOException blame(IOException cause, Handle file) throws IOException {
        var store = Files.getFileStore(file.path());
        if (store.isReadOnly()) {
            throw Refusals.readOnly();
        } else if (store.getUsableSpace() < NEARLY_NOTHING) {
            throw Refusals.full();
        }
        return cause;
    }
}
