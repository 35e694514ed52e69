package dev.trestle.verticle.fs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Changes of directories that a power cut after the answer does not undo. */
final class Durably {

    private Durably() {}

    /** Makes {@code directory} where nothing is. */
    static void makeDirectory(Path directory) throws IOException {
        Files.createDirectory(directory);
        sync(directory.getParent());
    }

    /** Renames in one step; a file or an empty directory that is at {@code to} is replaced. */
    static void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        sync(to.getParent());
        if (!from.getParent().equals(to.getParent())) {
            sync(from.getParent());
        }
    }

    /** Waits until the names in {@code directory} are on the disk. */
    static void sync(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
