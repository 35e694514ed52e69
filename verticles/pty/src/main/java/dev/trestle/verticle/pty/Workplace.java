package dev.trestle.verticle.pty;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The directory of a workspace, where programs start. Blocks.
 *
 * <p>A directory that a client names must lie in it when it is looked at; what keeps a program inside is the sandbox.
 *
 * @param root without a link in it
 */
record Workplace(String id, Path root) {

    /** @throws UncheckedIOException when it does not exist */
    static Workplace of(String id, Path directory) {
        try {
            return new Workplace(id, directory.toRealPath());
        } catch (IOException cause) {
            throw new UncheckedIOException("a workspace needs its directory: " + directory, cause);
        }
    }

    /** The directory that a client calls {@code name}, {@code null} for the root. */
    Path directory(String name) {
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

    /** The file that the program {@code name} means to one who is in {@code directory} and has these variables. */
    static Path program(String name, Path directory, Map<String, String> environment) {
        try {
            var places = name.contains("/")
                    ? Stream.of(directory.resolve(name))
                    : Stream.of(environment.getOrDefault("PATH", "").split(":"))
                            .map(folder -> directory.resolve(folder).resolve(name));
            return places.filter(file -> !Files.isDirectory(file) && Files.isExecutable(file))
                    .findFirst()
                    .orElseThrow(() -> new Failure(ErrorCode.NOT_FOUND, "no such program: " + name));
        } catch (InvalidPathException wrong) {
            throw new Failure(ErrorCode.INVALID_ARGUMENT, "command must name a program without NUL");
        }
    }
}
