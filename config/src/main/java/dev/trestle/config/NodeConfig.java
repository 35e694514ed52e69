package dev.trestle.config;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

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

    private static final String ACCEPTED = "must list one or more of gateway, fs, each once, such as [gateway, fs], ";

    public NodeConfig {
        Require.present("node.roles", roles);
        Require.that(!roles.isEmpty(), "node.roles", ACCEPTED + "and is empty");
        for (String role : roles) {
            Require.that(
                    Set.of(GATEWAY, FS).contains(String.valueOf(role)),
                    "node.roles",
                    ACCEPTED + "not \"" + role + "\"");
        }
        Require.that(new HashSet<>(roles).size() == roles.size(), "node.roles", ACCEPTED + "not " + roles);
        roles = List.copyOf(roles);
    }

    /** Whether this node has the role. */
    public boolean has(String role) {
        return roles.contains(role);
    }
}
