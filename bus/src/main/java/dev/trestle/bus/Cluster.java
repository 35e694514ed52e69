package dev.trestle.bus;

import com.hazelcast.config.Config;
import com.hazelcast.config.MultiMapConfig;
import com.hazelcast.config.MultiMapConfig.ValueCollectionType;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.spi.properties.ClusterProperty;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * How to find the other nodes.
 *
 * <p>The cluster manager is Hazelcast, embedded, joined by a list of addresses: multicast, auto-detection and phoning home
 * are off. Whoever reaches its port can join, so {@code host} must be an address that only nodes can reach.
 *
 * @param name nodes of another name are not joined
 * @param host the address that the event bus and the cluster manager bind
 * @param port the cluster manager's port; the next free one is taken when it is in use
 * @param busPort the event bus port, 0 for a free one
 * @param members {@code host:port} of the nodes to join; none for the first node
 * @param dns instead of {@code members}, a name that stands for the addresses of all nodes, or {@code null}
 * @param tls what the event bus is encrypted with, or {@code null}
 * @param peerBytes how much may wait for another node to answer, in bytes
 */
public record Cluster(
        String name, String host, int port, int busPort, List<String> members, String dns, Tls tls, long peerBytes) {

    /** Certificate chain, private key and trusted authorities: PEM files. Peers without a trusted certificate are cut off. */
    public record Tls(String certificate, String key, String trust) {}

    /** A worker that is cut off is taken for dead after this long. */
    static final int FAILURE_DETECTION_SECONDS = 5;

    /** Who would lead the others asks them, and nothing else happens meanwhile; whoever does not answer is taken for dead. */
    private static final int CLAIM_SECONDS = 2 * FAILURE_DETECTION_SECONDS;

    /** Longer than a ping and its answer take: the connection of a node that is frozen, and what waits in it, is given up. */
    private static final int IDLE_SECONDS = 6;

    private static final long PEER_BYTES = 16_777_216;

    /** A cluster that is joined by a list, its event bus in plain text. */
    public Cluster(String name, String host, int port, int busPort, List<String> members) {
        this(name, host, port, busPort, members, null, null, PEER_BYTES);
    }

    /** @throws UnknownHostException when {@code host} is a name that nobody knows */
    Config hazelcast() throws UnknownHostException {
        var config = new Config();
        // The maps of the Vert.x cluster manager need a copy on another node; a plain map has one by default.
        config.addMultiMapConfig(
                new MultiMapConfig("__vertx.subs").setBackupCount(1).setValueCollectionType(ValueCollectionType.SET));
        config.setClusterName(name);
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.setProperty(ClusterProperty.PHONE_HOME_ENABLED.getName(), "false");
        config.setProperty(ClusterProperty.SHUTDOWNHOOK_ENABLED.getName(), "false");
        config.setProperty(ClusterProperty.SOCKET_BIND_ANY.getName(), "false");
        config.setProperty(ClusterProperty.WAIT_SECONDS_BEFORE_JOIN.getName(), "0");
        config.setProperty(ClusterProperty.HEARTBEAT_INTERVAL_SECONDS.getName(), "1");
        config.setProperty(
                ClusterProperty.MAX_NO_HEARTBEAT_SECONDS.getName(), Integer.toString(FAILURE_DETECTION_SECONDS));
        config.setProperty(ClusterProperty.MASTERSHIP_CLAIM_TIMEOUT_SECONDS.getName(), Integer.toString(CLAIM_SECONDS));
        config.setProperty(ClusterProperty.MERGE_FIRST_RUN_DELAY_SECONDS.getName(), "10");
        config.setProperty(ClusterProperty.MERGE_NEXT_RUN_DELAY_SECONDS.getName(), "5");
        configure(config.getNetworkConfig());
        return config;
    }

    private void configure(NetworkConfig network) throws UnknownHostException {
        network.setPort(port)
                .setPortAutoIncrement(true)
                .getInterfaces()
                .setEnabled(true)
                .addInterface(InetAddress.getByName(host).getHostAddress());
        var join = network.getJoin();
        join.getMulticastConfig().setEnabled(false);
        join.getAutoDetectionConfig().setEnabled(false);
        if (dns == null) {
            join.getTcpIpConfig().setEnabled(true).setMembers(members);
        } else {
            join.getKubernetesConfig()
                    .setEnabled(true)
                    .setProperty("service-dns", dns)
                    .setProperty("service-port", Integer.toString(port));
        }
    }

    VertxOptions eventBus(VertxOptions options) {
        var bus = new EventBusOptions()
                .setHost(host)
                .setPort(busPort)
                .setConnectTimeout(2_000)
                .setIdleTimeout(IDLE_SECONDS)
                .setClusterPingInterval(2_000)
                .setClusterPingReplyInterval(2_000);
        if (tls != null) {
            // Vert.x trusts everybody by default.
            bus.setSsl(true)
                    .setTrustAll(false)
                    .setClientAuth(ClientAuth.REQUIRED)
                    .setKeyCertOptions(new PemKeyCertOptions()
                            .setCertPath(tls.certificate())
                            .setKeyPath(tls.key()))
                    .setTrustOptions(new PemTrustOptions().addCertPath(tls.trust()));
        }
        return options.setEventBusOptions(bus);
    }
}
