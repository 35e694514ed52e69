package dev.trestle.bus;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * The directory of a workspace, where programs start.
 *
 * <p>A directory that a client names must lie in it when it is looked at; what keeps a program inside is its sandbox.
 *
 * @param id the workspace
 * @param root without a link in it
 */
public record Workplace(String id, Path root) {

    /**
     * The directory that a client calls {@code name}, {@code null} for the root. Blocks.
     *
     * @throws Failure when there is none, or it is elsewhere
     */
    public Path directory(String name) {
        try {
            var found = root.resolve(name == null ? "" : name.replaceFirst("^/+", ""))
                    .toRealPath();
            if (!found.startsWith(root)) {
                throw new Failure(ErrorCode.FORBIDDEN, "cwd leaves the workspace: " + name);
            } else if (!Files.isDirectory(found)) {
                throw new Failure(ErrorCode.INVALID_ARGUMENT, "cwd must be a directory: " + name);
            }
            return found;
        } catch (InvalidPathException wrong) {
            throw new Failure(ErrorCode.INVALID_ARGUMENT, "cwd must be a path without NUL");
        } catch (IOException missing) {
            throw new Failure(ErrorCode.NOT_FOUND, "no such directory: " + name);
        }
    }
}
