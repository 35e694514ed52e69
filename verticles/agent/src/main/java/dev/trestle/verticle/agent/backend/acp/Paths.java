package dev.trestle.verticle.agent.backend.acp;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The paths of the protocol, which are absolute, as paths of the workspace, which are not. */
final class Paths {

    private final Path root;

    Paths(Path root) {
        this.root = root;
    }

    /**
     * {@code path} relative to the workspace. What links do, the other services check.
     *
     * @throws Failure when it is elsewhere
     */
    String inWorkspace(String path) {
        try {
            var absolute = root.resolve(path == null ? "" : path).normalize();
            if (absolute.startsWith(root)) {
                return root.relativize(absolute).toString();
            }
        } catch (InvalidPathException noPath) {
            // Said below.
        }
        throw new Failure(ErrorCode.FORBIDDEN, "path leaves the workspace: " + path);
    }

    /** As {@link #inWorkspace}, for rules: what is elsewhere stays as it is. */
    String forRules(String path) {
        try {
            return path == null ? null : inWorkspace(path);
        } catch (Failure elsewhere) {
            return path;
        }
    }
}
