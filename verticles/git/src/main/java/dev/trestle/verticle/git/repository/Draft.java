package dev.trestle.verticle.git.repository;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.UUID;

/** A folder that is being made beside the place where it belongs; closed before it is finished, it is deleted. Blocks. */
public final class Draft implements AutoCloseable {

    private static final String NAME = ".trestle-clone-";

    private final Path folder;
    private final Path path;

    private Draft(Path folder) {
        this.folder = folder;
        path = folder.resolveSibling(NAME + UUID.randomUUID());
    }

    /** One for {@code folder}; what a worker that was killed left there, older than {@code oldMs}, is deleted. */
    public static Draft of(Path folder, long oldMs) throws IOException {
        try (var old = Files.newDirectoryStream(folder.getParent(), NAME + "*")) {
            for (var left : old) {
                if (Files.getLastModifiedTime(left).toMillis() < System.currentTimeMillis() - oldMs) {
                    delete(left);
                }
            }
        }
        return new Draft(folder);
    }

    /** Where to make it. */
    public Path path() {
        return path;
    }

    /** Puts it where it belongs, at once. */
    public void finish() throws IOException {
        try {
            Files.move(path, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException taken) {
            if (Files.exists(folder)) {
                throw new Failure(ErrorCode.ALREADY_EXISTS, "something is there already: " + folder.getFileName());
            }
            throw taken;
        }
    }

    @Override
    public void close() throws IOException {
        if (Files.exists(path)) {
            delete(path);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (var one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(one);
            }
        }
    }
}
