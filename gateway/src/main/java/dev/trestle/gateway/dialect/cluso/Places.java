package dev.trestle.gateway.dialect.cluso;

import dev.trestle.gateway.dialect.Guest;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import java.util.Set;

/** Paths as clients of Cluso write them: absolute ones begin with the name of the workspace. */
final class Places {

    private static final Set<String> SENSITIVE =
            Set.of(".ssh", ".aws", ".gnupg", ".kube", ".docker", ".env", ".git", "node_modules");

    private Places() {}

    /** What the client takes for the working directory. */
    static String root(Guest guest) {
        return "/" + guest.workspace();
    }

    /**
     * {@code path} from the root of the workspace.
     *
     * @throws Failure {@code FORBIDDEN} for what nobody wants to show
     */
    static String inside(Guest guest, String path) {
        var root = root(guest);
        var relative = path.equals(root) || path.startsWith(root + "/") ? path.substring(root.length()) : path;
        for (var part : relative.split("/")) {
            if (SENSITIVE.contains(part)) {
                throw new Failure(ErrorCode.FORBIDDEN, "Access to sensitive directory blocked: " + path);
            } else if (part.equals("..")) {
                throw new Failure(ErrorCode.FORBIDDEN, "Path traversal detected: " + path);
            }
        }
        return relative.equals(".") ? "" : relative;
    }

    /** {@code path}, which is from the root of the workspace, as the client writes it. */
    static String absolute(Guest guest, String path) {
        var relative = path.startsWith("/") ? path.substring(1) : path;
        return relative.isEmpty() ? root(guest) : root(guest) + "/" + relative;
    }
}
