package dev.trestle.bus;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** The two ends of a call: one node that is both, or two nodes of a cluster. */
record Ends(Node server, Node caller) {

    private static final String HOST = "127.0.0.1";

    static Ends alone() {
        var node = Node.alone(new VertxOptions());
        return new Ends(node, node);
    }

    static Ends clustered() throws IOException {
        int port = freePort();
        var server = await(join(port));
        return new Ends(server, await(join(freePort(), port)));
    }

    /** On a bus on which nobody is believed without a word. */
    static Ends clusteredWithASecret() throws IOException {
        var words = Words.of("a secret of at least thirty-two bytes", Duration.ofHours(1));
        int port = freePort();
        var server = await(Node.join(cluster(port), new VertxOptions(), words));
        return new Ends(server, await(Node.join(cluster(freePort(), port), new VertxOptions(), words)));
    }

    /** A node at {@code port} that joins the nodes at {@code others}. */
    static Future<Node> join(int port, int... others) {
        return Node.join(cluster(port, others), new VertxOptions());
    }

    private static Cluster cluster(int port, int... others) {
        var members = new ArrayList<String>();
        for (int other : others) {
            members.add(HOST + ":" + other);
        }
        return new Cluster("trestle-test", HOST, port, 0, List.copyOf(members));
    }

    /** The cluster manager of the node at {@code port}. */
    static HazelcastInstance member(int port) {
        return Hazelcast.getAllHazelcastInstances().stream()
                .filter(member ->
                        member.getCluster().getLocalMember().getAddress().getPort() == port)
                .findFirst()
                .orElseThrow();
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            return socket.getLocalPort();
        }
    }

    void leave() {
        await(caller.leave());
        await(server.leave());
    }

    static <T> T await(Future<T> future) {
        try {
            return future.await(20, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new AssertionError("no outcome in time", late);
        }
    }

    static Failure failureOf(Future<?> future) {
        var cause = await(future.transform(ended -> Future.succeededFuture(ended.cause())));
        assertThat(cause).isInstanceOf(Failure.class);
        return (Failure) cause;
    }

    /** Waits until {@code condition} holds for the caller. */
    void until(BooleanSupplier condition) {
        var holds = Promise.<Void>promise();
        long timer = caller.vertx().setPeriodic(2, tick -> {
            if (condition.getAsBoolean()) {
                holds.tryComplete();
            }
        });
        await(holds.future());
        caller.vertx().cancelTimer(timer);
    }
}
