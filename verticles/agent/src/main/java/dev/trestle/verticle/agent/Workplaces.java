package dev.trestle.verticle.agent;

import dev.trestle.bus.Call;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The directories of the workspaces, without a link in them. */
final class Workplaces {

    private final Map<String, Path> roots = new HashMap<>();

    /** Blocks. */
    Workplaces(Map<String, Path> workspaces) {
        workspaces.forEach((id, directory) -> {
            try {
                roots.put(id, directory.toRealPath());
            } catch (IOException cause) {
                throw new UncheckedIOException("a workspace needs its directory: " + directory, cause);
            }
        });
    }

    /**
     * The directory of a call's workspace.
     *
     * @throws Failure {@code NOT_FOUND}
     */
    Path root(Call call) {
        var root = call.workspace() == null ? null : roots.get(call.workspace());
        if (root == null) {
            throw new Failure(ErrorCode.NOT_FOUND, "no such workspace: " + call.workspace());
        }
        return root;
    }

    /**
     * The directory below {@code root} that a client calls {@code name}, {@code null} for the root itself. Blocks.
     *
     * @throws Failure when there is none, or it is elsewhere
     */
    static Path directory(Path root, String name) {
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
