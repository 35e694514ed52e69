package dev.trestle.gateway;

import dev.trestle.bus.Cluster;
import dev.trestle.bus.Node;
import dev.trestle.bus.Owners;
import dev.trestle.bus.Words;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Gateways on nodes of one cluster, all in this process. */
final class TestCluster implements AutoCloseable {

    private static final String HOST = "127.0.0.1";

    /** Little, so that tests get beyond. */
    private static final int PEER_BYTES = 400_000;

    /** The first one in a process loads much, which takes a busy machine long. */
    private static final Duration JOINED_AFTER = Duration.ofSeconds(60);

    private final Words words = Words.of("a secret of at least thirty-two bytes", Duration.ofHours(1));
    private final String name = "test-" + UUID.randomUUID();
    private final String[] settings;
    private final int port = freePort();
    private final List<TestGateway> gateways = new ArrayList<>();

    /** Without a node, with settings for all that will be; each a key and a value. */
    TestCluster(String... settings) {
        this.settings = settings;
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            return socket.getLocalPort();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /** Another node with a gateway, which has its share of the topics when this returns. */
    TestGateway add() {
        int own = gateways.isEmpty() ? port : freePort();
        List<String> members = gateways.isEmpty() ? List.of() : List.of(HOST + ":" + port);
        var place = new Cluster(name, HOST, own, 0, members, null, null, PEER_BYTES);
        var node = TestGateway.await(JOINED_AFTER, Node.join(place, new VertxOptions(), words));
        var gateway = TestGateway.start(node, settings);
        gateways.add(gateway);
        return gateway;
    }

    /** A node of its own, in no cluster. */
    TestGateway alone() {
        var gateway = TestGateway.start(settings);
        gateways.add(gateway);
        return gateway;
    }

    /** Whether {@code node} owns {@code topic} among {@code all}. */
    static boolean owns(TestGateway node, String topic, TestGateway... all) {
        var ids = List.of(all).stream().map(one -> one.node().id()).sorted().toList();
        return new Owners(ids, node.node().id()).mine(topic);
    }

    /** A topic that {@code owner} owns among {@code all}. */
    static String topicOf(TestGateway owner, TestGateway... all) {
        String topic;
        do {
            topic = "topic/" + UUID.randomUUID();
        } while (!owns(owner, topic, all));
        return topic;
    }

    @Override
    public void close() {
        gateways.forEach(TestGateway::close);
    }
}
