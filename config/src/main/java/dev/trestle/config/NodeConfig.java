package dev.trestle.config;

import java.util.HashSet;
import java.util.List;

/**
 * What one node does.
 *
 * @param roles one or more of {@code gateway} and {@code fs}, each once
 */
public record NodeConfig(List<String> roles) {
    /** The role that serves sockets. */
    public static final String GATEWAY = "gateway";

    /** The role that serves files. */
    public static final String FS = "fs";

    private static final String ACCEPTED = "must list one or more of gateway, fs, each once, such as [gateway, fs]";

    public NodeConfig {
        Require.present("node.roles", roles);
        Require.that(!roles.isEmpty(), "node.roles", ACCEPTED);
        for (int i = 0; i < roles.size(); i++) {
            String role = String.valueOf(roles.get(i));
            boolean known = role.equals(GATEWAY) || role.equals(FS);
            Require.that(known, "node.roles[" + i + "]", "must be one of gateway, fs, not \"" + role + "\"");
        }
        Require.that(new HashSet<>(roles).size() == roles.size(), "node.roles", ACCEPTED + ", not " + roles);
        roles = List.copyOf(roles);
    }

    /** Whether this node has the role. */
    public boolean has(String role) {
        return roles.contains(role);
    }
}
