package dev.trestle.config;

import java.util.HashSet;
import java.util.List;

/**
 * What one node does.
 *
 * @param roles one or more of {@code gateway}, {@code fs}, {@code pty}, {@code git} and {@code agent}, each once
 */
public record NodeConfig(List<String> roles) {
    /** The role that serves sockets. */
    public static final String GATEWAY = "gateway";

    /** The role that serves files. */
    public static final String FS = "fs";

    /** The role that serves terminals. */
    public static final String PTY = "pty";

    /** The role that serves git repositories. */
    public static final String GIT = "git";

    /** The role that serves agents. */
    public static final String AGENT = "agent";

    private static final List<String> KNOWN = List.of(GATEWAY, FS, PTY, GIT, AGENT);
    private static final String NAMES = String.join(", ", KNOWN);
    private static final String ACCEPTED = "must list one or more of " + NAMES + ", each once, such as [gateway, fs]";

    public NodeConfig {
        Require.present("node.roles", roles);
        Require.that(!roles.isEmpty(), "node.roles", ACCEPTED);
        for (int i = 0; i < roles.size(); i++) {
            String role = String.valueOf(roles.get(i));
            Require.that(
                    KNOWN.contains(role),
                    "node.roles[" + i + "]",
                    "must be one of " + NAMES + ", not \"" + role + "\"");
        }
        Require.that(new HashSet<>(roles).size() == roles.size(), "node.roles", ACCEPTED + ", not " + roles);
        roles = List.copyOf(roles);
    }

    /** Whether this node serves workspaces, and so needs their directories. */
    public boolean hosts() {
        return has(FS) || has(PTY) || has(GIT) || has(AGENT);
    }

    /** Whether this node has the role. */
    public boolean has(String role) {
        return roles.contains(role);
    }
}
