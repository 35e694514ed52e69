package dev.trestle.gateway.dialect.cluso;

import dev.trestle.gateway.dialect.Guest;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import java.util.Arrays;
import java.util.List;

/** Paths as clients of Cluso write them: absolute ones begin with the name of the workspace. */
final class Places {

    /** What nobody wants to show. */
    static final List<String> SENSITIVE =
            List.of(".ssh", ".aws", ".gnupg", ".kube", ".docker", ".env", ".git", "node_modules");

    private Places() {}

    /** What the client takes for the working directory. */
    static String root(Guest guest) {
        return "/" + guest.workspace();
    }

    static boolean isSensitive(String path) {
        return Arrays.stream(path.split("/")).anyMatch(SENSITIVE::contains);
    }

    /**
     * {@code path} from the root of the workspace.
     *
     * @throws Failure {@code FORBIDDEN} for what nobody wants to show
     */
    static String inside(Guest guest, String path) {
        var root = root(guest);
        var relative = path.equals(root) || path.startsWith(root + "/") ? path.substring(root.length()) : path;
        if (isSensitive(relative)) {
            throw new Failure(ErrorCode.FORBIDDEN, "Access to sensitive directory blocked: " + path);
        } else if (Arrays.asList(relative.split("/")).contains("..")) {
            throw new Failure(ErrorCode.FORBIDDEN, "Path traversal detected: " + path);
        }
        return relative.equals(".") ? "" : relative;
    }
}
