package dev.trestle.verticle.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells a full disk from other accidents. */
final class Space {

    private static final long NEARLY_NONE = 65_536;

    private Space() {}

    /**
     * Refuses with {@code UNAVAILABLE} when the disk of {@code directory} is full; else yields {@code cause} to be thrown on.
     * Java says no more than that a write failed, so the disk is asked, and that before what was written makes room again.
     */
    static IOException blame(IOException cause, Path directory) throws IOException {
        if (Files.getFileStore(directory).getUsableSpace() < NEARLY_NONE) {
            throw Refusals.noSpace();
        }
        return cause;
    }
}
