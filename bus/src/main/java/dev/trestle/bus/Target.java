package dev.trestle.bus;

import java.util.Objects;

/**
 * Where a call goes: to whichever node serves the operation for this workspace, or to the one that has what it is about.
 *
 * @param workspace the id of the workspace
 * @param node the only node that will do, or {@code null}
 */
public record Target(String workspace, String node) {
    public Target {
        Objects.requireNonNull(workspace, "workspace");
    }

    /** The node that hosts {@code workspace} for the operation's service. */
    public static Target workspace(String workspace) {
        return new Target(workspace, null);
    }

    /** The node that {@code handle}, such as the id of a terminal, says it lives on. */
    public static Target handle(String workspace, String handle) {
        return new Target(workspace, handle.substring(handle.lastIndexOf('@') + 1));
    }
}
