package dev.trestle.gateway;

import static dev.trestle.gateway.RawSocket.frame;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.internal.PlatformDependent;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlowReaderTest {

    private static final String CLOSED = "trestle_closes_total{code=\"4008\"}";
    private static final String QUEUED = "trestle_queued_bytes";
    private static final int WINDOW = 4_096;
    /** Whoever waits behind all of an abuse waits for many seconds. */
    private static final long HURT_MS = 1_000;

    private static RawSocket slowOwner(TestGateway gateway) {
        var socket = RawSocket.connect(gateway.port(), WINDOW);
        socket.send(RawSocket.upgrade("/ws", TestGateway.BEARER));
        assertThat(socket.status()).isEqualTo(101);
        socket.json();
        return socket;
    }

    private static void ask(RawSocket socket, int count, int bytes) {
        for (int i = 0; i < count; i++) {
            socket.call(i, "test.big", "{\"bytes\":" + bytes + "}");
        }
    }

    private static void assertAll(RawSocket socket, int count) {
        for (int i = 0; i < count; i++) {
            assertThat(socket.json().getInteger("id")).isEqualTo(i);
        }
    }

    private static long used() {
        System.gc();
        var heap = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        return heap + Math.max(0, PlatformDependent.usedDirectMemory());
    }

    /** The slowest but one of a hundred round trips while {@code abuse} runs, in milliseconds. */
    private static long slowest(TestGateway gateway, CompletableFuture<?> abuse) {
        var times = new ArrayList<Long>();
        try (var control = gateway.owner()) {
            while (!abuse.isDone() || times.size() < 100) {
                long start = System.nanoTime();
                control.call("p", "session.ping", "{}").json();
                times.add((System.nanoTime() - start) / 1_000_000);
            }
        }
        abuse.join();
        times.sort(null);
        return times.get(times.size() * 99 / 100);
    }

    @Test
    void requestsOfAClientThatDoesNotReadAreNotReadEitherUntilItIsClosed() {
        try (var gateway = TestGateway.start("gateway.limits.slowConsumerMs", "500");
                var socket = slowOwner(gateway)) {
            // When
            long start = System.nanoTime();
            ask(socket, 5_000, 65_536);
            TestGateway.until(() -> gateway.metric("trestle_sockets") == 0);
            // Then
            assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(10_000);
            assertThat(gateway.service().bigs()).isLessThan(500);
            assertThat(gateway.metric(CLOSED)).isEqualTo(1);
            assertThat(gateway.metric(QUEUED)).isZero();
            assertThat(gateway.metric("trestle_calls_in_flight")).isZero();
            socket.awaitEnd();
        }
    }

    @Test
    void aClientThatReadsAgainInTimeGetsEverythingInOrderAndLives() {
        try (var gateway = TestGateway.start("gateway.limits.slowConsumerMs", "20000");
                var socket = slowOwner(gateway)) {
            for (int round = 0; round < 3; round++) {
                // Given
                ask(socket, 300, 65_536);
                TestGateway.until(() -> gateway.metric(QUEUED) > 0);
                // When
                assertAll(socket, 300);
                // Then
                assertThat(socket.call("p", "session.ping", "{}").json().getString("id"))
                        .isEqualTo("p");
                TestGateway.until(() -> gateway.metric(QUEUED) == 0);
            }
            assertThat(gateway.metric(CLOSED)).isZero();
        }
    }

    @Test
    void aClientThatReadsInTheLastSecondHearsWhyItWasClosed() {
        try (var gateway = TestGateway.start("gateway.limits.slowConsumerMs", "300");
                var socket = slowOwner(gateway)) {
            // Given
            socket.call("w", "test.wait", "{\"key\":\"until it is closed\"}");
            ask(socket, 300, 65_536);
            // When
            assertThat(gateway.service().cancelled()).isEqualTo("until it is closed");
            // Then
            assertThat(socket.closeCode()).isEqualTo(4008);
        }
    }

    @Test
    void aboveTheTotalTheGreediestIsClosedAndTheOthersLive() {
        try (var gateway = TestGateway.start(
                "gateway.limits.slowConsumerMs", "60000", "gateway.limits.queueBytesTotal", "20000000")) {
            // Given
            var modest = IntStream.range(0, 4).mapToObj(i -> slowOwner(gateway)).toList();
            modest.forEach(socket -> ask(socket, 100, 65_536));
            TestGateway.until(() -> gateway.service().bigs() >= 200);
            assertThat(gateway.metric(CLOSED)).isZero();
            // When
            var greedy = slowOwner(gateway);
            ask(greedy, 60, 1_000_000);
            TestGateway.until(() -> gateway.metric(CLOSED) > 0);
            // Then
            TestGateway.until(() -> gateway.metric("trestle_sockets") == 4);
            modest.forEach(socket -> assertAll(socket, 100));
            assertThat(gateway.metric(CLOSED)).isEqualTo(1);
            greedy.awaitEnd();
            modest.forEach(RawSocket::close);
            greedy.close();
        }
    }

    @Test
    void aHundredSlowReadersCostLittleAndHurtNobody() {
        try (var gateway = TestGateway.start("gateway.limits.slowConsumerMs", "60000")) {
            // Given
            var slow = IntStream.range(0, 100).mapToObj(i -> slowOwner(gateway)).toList();
            long before = used();
            double all = 90 * 65_536;
            // When
            var abuse = CompletableFuture.runAsync(() -> {
                for (int round = 0; round < 500 && gateway.metric(QUEUED) < all; round++) {
                    slow.forEach(socket -> ask(socket, 1, 65_536));
                }
            });
            long slowest = slowest(gateway, abuse);
            // Then
            assertThat(gateway.metric(QUEUED)).isGreaterThan(all);
            assertThat(used() - before).isLessThan(64 << 20);
            assertThat(gateway.metric("trestle_sockets")).isEqualTo(100);
            assertThat(slowest).isLessThan(HURT_MS);
            slow.forEach(RawSocket::close);
        }
    }

    @Test
    void pingsOfAClientThatReadsNoPongsCostLittleAndHurtNobody() {
        try (var gateway = TestGateway.start("gateway.limits.slowConsumerMs", "500");
                var socket = slowOwner(gateway)) {
            // Given
            long before = used();
            var ping = frame(RawSocket.PING, new byte[125]);
            // When
            var abuse = CompletableFuture.runAsync(() -> flood(socket, ping));
            long slowest = slowest(gateway, abuse);
            // Then
            assertThat(slowest).isLessThan(HURT_MS);
            assertThat(used() - before).isLessThan(16 << 20);
            TestGateway.until(() -> gateway.metric("trestle_sockets") == 0);
            assertThat(gateway.metric(CLOSED)).isEqualTo(1);
        }
    }

    /** Sends until the server has closed, or so much that it did not stop reading. */
    private static void flood(RawSocket socket, byte[] ping) {
        var many = new byte[ping.length * 500];
        IntStream.range(0, 500).forEach(i -> System.arraycopy(ping, 0, many, i * ping.length, ping.length));
        try {
            for (int i = 0; i < 20_000; i++) {
                socket.send(many);
            }
        } catch (UncheckedIOException closed) {
            return;
        }
        throw new AssertionError("more than a gigabyte of pings was read");
    }

    @Test
    void aFloodOfCallsHurtsNobody() {
        try (var gateway = TestGateway.start();
                var socket = gateway.owner()) {
            // When
            var sender = CompletableFuture.runAsync(() -> ask(socket, 20_000, 100));
            var reader = CompletableFuture.runAsync(
                    () -> IntStream.range(0, 20_000).forEach(i -> socket.json().getInteger("id")));
            long slowest = slowest(gateway, reader);
            // Then
            sender.join();
            assertThat(slowest).isLessThan(HURT_MS);
        }
    }

    @Test
    void aFloodOfPingsThatAreAnsweredHurtsNobody() {
        try (var gateway = TestGateway.start();
                var socket = gateway.owner()) {
            // When
            var sender = CompletableFuture.runAsync(() -> IntStream.range(0, 20_000)
                    .forEach(i -> socket.send(
                            frame(RawSocket.PING, Integer.toString(i).getBytes()))));
            var reader = CompletableFuture.runAsync(() -> {
                while (!socket.next(RawSocket.PONG).text().equals("19999")) {
                    continue;
                }
            });
            long slowest = slowest(gateway, reader);
            // Then
            sender.join();
            assertThat(slowest).isLessThan(HURT_MS);
        }
    }
}
