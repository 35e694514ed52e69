package dev.trestle.config;

import java.util.List;

/**
 * How this node meets the others.
 *
 * @param enabled whether there are others; without, nothing is bound
 * @param host the address that the event bus and the cluster manager bind; the others must reach it
 * @param port the cluster manager's TCP port
 * @param busPort the event bus's TCP port; 0 takes a free one
 * @param members the nodes to join, {@code host:port} each, with their cluster manager's port
 * @param name the cluster's name; nodes of another name do not join
 */
public record ClusterConfig(boolean enabled, String host, int port, int busPort, List<String> members, String name) {
    public ClusterConfig {
        Require.host("cluster.host", host);
        Require.between("cluster.port", port, 1, 65535);
        Require.between("cluster.busPort", busPort, 0, 65535);
        Require.present("cluster.members", members);
        for (int i = 0; i < members.size(); i++) {
            String member = String.valueOf(members.get(i));
            Require.that(
                    Host.isEndpoint(member),
                    "cluster.members[" + i + "]",
                    "must be host:port, such as 10.0.0.7:5701, not \"" + member + "\"");
        }
        members = List.copyOf(members);
        Require.identifier("cluster.name", name);
    }
}
