package dev.trestle.bus;

import static dev.trestle.bus.Ends.await;
import static dev.trestle.bus.Ends.freePort;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.core.EntryAdapter;
import com.hazelcast.core.EntryEvent;
import dev.trestle.wire.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterTest {

    private static int port;
    private static int busPort;
    private static Ends ends;

    @BeforeAll
    static void start() throws Exception {
        port = freePort();
        busPort = freePort();
        var cluster = new Cluster("trestle-test", "127.0.0.1", port, busPort, List.of());
        var first = await(Node.join(cluster, new VertxOptions()));
        ends = new Ends(first, first);
    }

    @AfterAll
    static void stop() throws Exception {
        ends.server().leave().await(20, TimeUnit.SECONDS);
    }

    @Test
    void offersComeAndGoWithTheirNode() throws Exception {
        // Given
        var service = Operations.of(ends.server(), "echo", Set.of("demo"))
                .serve(Echo.SAY, (say, call) -> Future.failedFuture("never called"));
        await(service.start());
        var second = await(Ends.join(freePort(), port));
        assertThat(second.directory().hosts("demo"))
                .as("a node that joins reads what is there")
                .isTrue();
        await(Operations.everywhere(second, "lint").start());
        await(Operations.of(second, "git", Set.of("docs")).start());
        ends.until(() -> ends.server().directory().hosts("docs"));
        // When
        second.leave().await(20, TimeUnit.SECONDS);
        // Then
        ends.until(() -> !ends.server().directory().workspaces().containsKey("docs"));
        assertThat(ends.server().directory().workspaces().toString()).isEqualTo("{demo=[echo]}");
        assertThat(ends.server().directory().hosts("docs"))
                .as("what left is away, not unknown")
                .isTrue();
        await(service.stop());
    }

    @Test
    void aCallInFlightFailsAsSoonAsItsNodeIsGone() throws Exception {
        // Given
        int secondPort = freePort();
        var second = await(Ends.join(secondPort, port));
        var begun = Promise.<Void>promise();
        var service = Operations.of(second, "echo", Set.of("far")).serve(Echo.SAY, (say, call) -> {
            begun.tryComplete();
            return Promise.<Echo.Said>promise().future();
        });
        await(service.start());
        ends.until(() -> ends.server().directory().hosts("far"));
        var call = ends.server().calls("test").call(Echo.SAY, Target.workspace("far"), new Echo.Say("hello", 1));
        await(begun.future());
        // When
        Ends.member(secondPort).getLifecycleService().terminate();
        // Then
        assertThat(Ends.failureOf(call).code()).isEqualTo(ErrorCode.UNAVAILABLE);
        leave(second);
    }

    /** Another node, which serves the workspace {@code far}. */
    private static Node echoes() throws Exception {
        var second = await(Ends.join(freePort(), port));
        await(Operations.of(second, "echo", Set.of("far"))
                .serve(Echo.SAY, (say, call) -> Future.succeededFuture(new Echo.Said(say.text())))
                .start());
        ends.until(() -> ends.server().directory().hosts("far"));
        return second;
    }

    /** Calls until somebody serves it: who has not heard yet what is offered now is refused meanwhile. */
    private static String echo() throws Exception {
        var said = Promise.<String>promise();
        ends.until(() -> {
            if (said.future().isComplete()) {
                return true;
            }
            ends.server()
                    .calls("test")
                    .call(Echo.SAY, Target.workspace("far"), new Echo.Say("hello", 1))
                    .onSuccess(answer -> said.tryComplete(answer.text()));
            return false;
        });
        return await(said.future());
    }

    /** Ends {@code second}; the first node has heard of it by then. */
    private static void leave(Node second) throws Exception {
        second.leave().await(20, TimeUnit.SECONDS);
        ends.until(() -> !ends.server().directory().workspaces().containsKey("far"));
    }

    @Test
    void aNodeThatOthersStruckOutTooLateIsReachedAgain() throws Exception {
        // Given
        var second = echoes();
        var id = second.id().substring(Node.idOf("").length());
        var addresses = List.of("trestle.echo@" + second.id(), "trestle.streams@" + second.id());
        var places = Ends.member(port).getMap("__vertx.nodeInfo");
        var registrations = Ends.member(port).<String, Object>getMultiMap("__vertx.subs");
        assertThat(addresses).allMatch(registrations::containsKey);
        // When
        places.remove(id);
        addresses.forEach(registrations::remove);
        // Then
        ends.until(() -> places.containsKey(id) && addresses.stream().allMatch(registrations::containsKey));
        assertThat(echo()).isEqualTo("hello");
        leave(second);
    }

    @Test
    void anOfferThatAnOlderOneHasReplacedIsPutRight() throws Exception {
        // Given
        var second = echoes();
        var offers = Ends.member(port).<String, String>getMap(SharedOffers.MAP);
        var key = "echo@" + second.id();
        var right = offers.get(key);
        var wrong = right.replace("\"term\":1", "\"term\":0");
        assertThat(wrong).isNotEqualTo(right);
        var seen = new CopyOnWriteArrayList<String>();
        offers.addEntryListener(
                new EntryAdapter<String, String>() {
                    @Override
                    public void onEntryEvent(EntryEvent<String, String> event) {
                        seen.add(event.getValue());
                    }
                },
                key,
                true);
        // When
        offers.put(key, wrong);
        // Then
        ends.until(() -> seen.contains(wrong) && offers.get(key).equals(right));
        assertThat(echo()).isEqualTo("hello");
        leave(second);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.2", "::1"})
    void onlyTheGivenAddressIsBound(String other) {
        assertThatCode(() -> connect("127.0.0.1", port)).doesNotThrowAnyException();
        assertThatCode(() -> connect("127.0.0.1", busPort)).doesNotThrowAnyException();
        assertThatThrownBy(() -> connect(other, port)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> connect(other, busPort)).isInstanceOf(IOException.class);
    }

    @Test
    void nodesFindEachOtherByTheListAloneAndNobodyIsTold() throws Exception {
        // When
        var config = new Cluster("c", "127.0.0.1", 5701, 0, List.of("127.0.0.1:5702")).hazelcast();
        // Then
        var join = config.getNetworkConfig().getJoin();
        assertThat(join.getMulticastConfig().isEnabled()).isFalse();
        assertThat(join.getAutoDetectionConfig().isEnabled()).isFalse();
        assertThat(join.getTcpIpConfig().getMembers()).containsExactly("127.0.0.1:5702");
        assertThat(config.getProperty("hazelcast.phone.home.enabled")).isEqualTo("false");
    }

    @Test
    void nodesFindEachOtherByANameThatStandsForAll() throws Exception {
        // Given
        var cluster = new Cluster("trestle-test", "127.0.0.1", port, 0, List.of(), "localhost", null, 1 << 20);
        // When
        var second = await(Node.join(cluster, new VertxOptions()));
        // Then
        var service = Operations.of(second, "echo", Set.of("by-dns"))
                .serve(Echo.SAY, (say, call) -> Future.failedFuture("never called"));
        await(service.start());
        ends.until(() -> ends.server().directory().hosts("by-dns"));
        second.leave().await(20, TimeUnit.SECONDS);
    }

    @Test
    void aHostMayBeGivenByName() throws Exception {
        // Given
        var cluster = new Cluster("by-name", "localhost", freePort(), 0, List.of());
        // When
        var node = await(Node.join(cluster, new VertxOptions()));
        // Then
        assertThat(node.id()).startsWith("n-");
        await(node.leave());
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "no-such-host.invalid"})
    void aHostThatIsNotHereFailsTheJoin(String host) throws Exception {
        // When
        var joined = Node.join(new Cluster("nowhere", host, freePort(), 0, List.of()), new VertxOptions());
        // Then
        assertThatThrownBy(() -> await(joined)).isInstanceOf(Exception.class);
    }

    private static void connect(String host, int port) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), 1_000);
        }
    }
}
