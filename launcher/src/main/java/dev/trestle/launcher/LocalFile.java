package dev.trestle.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Files of this machine; what goes wrong with one is told with its name, apart from what goes wrong with a connection. */
final class LocalFile {

    private LocalFile() {}

    /** The size of a file that can be read. */
    static long size(Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw CommandException.misused(
                    "LOCAL must be a file that can be read, or - for standard input, not \"" + file + "\"");
        }
        try {
            return Files.size(file);
        } catch (IOException cause) {
            throw broken(file, cause);
        }
    }

    /** Its bytes from {@code offset} on. */
    static InputStream from(Path file, long offset) {
        try {
            var channel = FileChannel.open(file, StandardOpenOption.READ);
            return Channels.newInputStream(channel.position(offset));
        } catch (IOException cause) {
            throw broken(file, cause);
        }
    }

    static OutputStream open(Path file, OpenOption... options) {
        try {
            return Files.newOutputStream(file, options);
        } catch (IOException cause) {
            throw broken(file, cause);
        }
    }

    static void move(Path from, Path to, CopyOption... options) {
        try {
            Files.move(from, to, options);
        } catch (IOException cause) {
            throw broken(to, cause);
        }
    }

    private static CommandException broken(Path file, IOException cause) {
        return CommandException.broken(
                file + " cannot be used (" + cause.getClass().getSimpleName() + ": " + cause.getMessage() + ")");
    }
}
