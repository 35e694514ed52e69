package dev.trestle.config;

import java.util.List;

/**
 * How this node meets the others.
 *
 * @param enabled whether there are others; without, nothing is bound
 * @param host the address that the event bus and the cluster manager bind; the others must reach it
 * @param allowPublic whether {@code host} may be an address that the world can reach
 * @param port the cluster manager's TCP port
 * @param busPort the event bus's TCP port; 0 takes a free one
 * @param members the nodes to join, {@code host:port} each, with their cluster manager's port
 * @param dns a name that stands for the addresses of all nodes, such as a headless service of Kubernetes, or {@code null};
 *     then every node has the same {@code port}, and {@code members} is empty
 * @param peerBytes how much may wait for another node, in bytes; beyond, calls to it are refused
 * @param tls what the event bus is encrypted with
 * @param name the cluster's name; nodes of another name do not join
 */
public record ClusterConfig(
        boolean enabled,
        String host,
        boolean allowPublic,
        int port,
        int busPort,
        List<String> members,
        String dns,
        int peerBytes,
        Tls tls,
        String name) {

    /**
     * PEM files; all or none.
     *
     * @param certificate this node's certificate, and those between it and the authority, or {@code null}
     * @param key the certificate's private key, PKCS#8, or {@code null}
     * @param trust the certificates of the authorities that nodes are trusted by, or {@code null}
     */
    public record Tls(String certificate, String key, String trust) {
        public Tls {
            boolean none = certificate == null && key == null && trust == null;
            Require.that(
                    none || certificate != null && key != null && trust != null,
                    "cluster.tls.certificate",
                    "must be given together with cluster.tls.key and cluster.tls.trust");
        }

        /** Whether the event bus is encrypted. */
        public boolean enabled() {
            return certificate != null;
        }
    }

    public ClusterConfig {
        Require.host("cluster.host", host);
        Require.that(
                !enabled || allowPublic || Host.isPrivate(host),
                "cluster.host",
                "must be a loopback or private address, since whoever reaches the cluster's port can join; " + host
                        + " is neither, and cluster.allowPublic: true takes it all the same");
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
        if (dns != null) {
            Require.host("cluster.dns", dns);
            Require.that(members.isEmpty(), "cluster.dns", "cannot be used together with cluster.members");
        }
        Require.between("cluster.peerBytes", peerBytes, 1_048_576, 1_073_741_824);
        Require.present("cluster.tls", tls);
        Require.identifier("cluster.name", name);
    }
}
