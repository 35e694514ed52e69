package dev.trestle.verticle.git.process;

import dev.trestle.config.GitConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;

/**
 * The folder of this process alone that gits read: their only settings beside those of the repository, an empty home, and
 * what is handed to one of them.
 */
final class Own implements AutoCloseable {

    private final Path folder;

    /** Blocks. */
    Own(GitConfig config) {
        try {
            var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
            folder = Files.createTempDirectory("trestle-git", mode).toRealPath();
            Files.createDirectory(home());
            Files.writeString(settings(), text(config));
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static String text(GitConfig config) {
        var text = new StringBuilder("[user]\n\tuseConfigOnly = true\n");
        if (config.name() != null) {
            text.append("\tname = \"").append(config.name()).append("\"\n");
        }
        if (config.email() != null) {
            text.append("\temail = \"").append(config.email()).append("\"\n");
        }
        return text.toString();
    }

    Path folder() {
        return folder;
    }

    Path home() {
        return folder.resolve("home");
    }

    Path settings() {
        return folder.resolve("gitconfig");
    }

    /** A new folder in it, for one run. */
    Path room() throws IOException {
        return Files.createTempDirectory(folder, "run");
    }

    /** Deletes {@code folder} and what is in it; never follows a link. */
    static void delete(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    @Override
    public void close() {
        try {
            delete(folder);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
