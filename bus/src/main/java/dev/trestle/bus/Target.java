package dev.trestle.bus;

import java.util.Objects;

/**
 * Where a call goes: to whichever node serves the operation for this workspace.
 *
 * @param workspace the id of the workspace
 */
public record Target(String workspace) {
    public Target {
        Objects.requireNonNull(workspace, "workspace");
    }

    /** The node that hosts {@code workspace} for the operation's service. */
    public static Target workspace(String workspace) {
        return new Target(workspace);
    }
}
