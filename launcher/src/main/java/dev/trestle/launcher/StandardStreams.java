package dev.trestle.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The streams that this process was started with. */
enum StandardStreams {
    INPUT(0),
    ERROR(2);

    private final int descriptor;

    StandardStreams(int descriptor) {
        this.descriptor = descriptor;
    }

    /** Whether a person is at the other end; no, where that cannot be told. */
    boolean isTerminal() {
        try {
            var other = Files.readSymbolicLink(Path.of("/proc/self/fd", Integer.toString(descriptor)))
                    .toString();
            return other.startsWith("/dev/pts/") || other.startsWith("/dev/tty");
        } catch (IOException unknown) {
            return false;
        }
    }
}
