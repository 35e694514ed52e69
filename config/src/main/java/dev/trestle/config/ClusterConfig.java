package dev.trestle.config;

import java.nio.charset.StandardCharsets;
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
 * @param secret signs what nodes tell each other of callers; {@code null} when none is set
 * @param wordMs how long what a gateway tells of a caller holds, in milliseconds
 */
public record ClusterConfig(
        boolean enabled,
        String host,
        int port,
        int busPort,
        List<String> members,
        String name,
        @Secret String secret,
        long wordMs) {
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
        Require.that(
                secret == null || secret.getBytes(StandardCharsets.UTF_8).length >= 32,
                "cluster.secret",
                "must have at least 32 bytes; openssl rand -base64 48 makes a good one");
        Require.that(
                !enabled || secret != null || Host.isLoopback(host),
                "cluster.secret",
                "must be set where the bus is shared with other machines (cluster.host is " + host + "): the same on"
                        + " all nodes, at least 32 bytes");
        Require.between("cluster.wordMs", wordMs, 60_000, 604_800_000);
    }

    @Override
    public String toString() {
        return "ClusterConfig[enabled=" + enabled + ", host=" + host + ", port=" + port + ", busPort=" + busPort
                + ", members=" + members + ", name=" + name + "]";
    }
}
