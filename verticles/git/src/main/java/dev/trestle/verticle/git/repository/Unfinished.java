package dev.trestle.verticle.git.repository;

import dev.trestle.bus.Draft;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A folder that is being made beside the place where it belongs, under the name of a {@link Draft}; closed before it is
 * finished, it is deleted. Blocks.
 */
public final class Unfinished implements AutoCloseable {

    private final Path folder;
    private final Path path;

    /** One for {@code folder}. */
    public Unfinished(Path folder) {
        this.folder = folder;
        path = folder.resolveSibling(Draft.name());
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
            Litter.delete(path);
        }
    }
}
