package dev.trestle.gateway;

import static dev.trestle.gateway.TestGateway.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DrainTest {

    private static void assertClosing(JsonObject notification) {
        assertThat(notification.getString("method")).isEqualTo("session.closing");
        assertThat(notification.containsKey("id")).isFalse();
        var params = notification.getJsonObject("params");
        assertThat(params.fieldNames()).containsExactlyInAnyOrder("reason", "reconnectAfterMs");
        assertThat(params.getString("reason")).isNotBlank();
        assertThat(params.getLong("reconnectAfterMs")).isBetween(0L, 2_000L);
    }

    private static int status(TestGateway gateway, String path) {
        return gateway.http("GET", path, null).statusCode();
    }

    @Test
    void callsInFlightAreAnsweredAndNobodyIsTakenIn() {
        try (var gateway = TestGateway.start("gateway.limits.inFlight", "1");
                var socket = gateway.owner();
                var late = gateway.raw()) {
            // Given
            socket.call(1, "test.wait", "{\"key\":\"a\"}").call(2, "test.wait", "{\"key\":\"b\"}");
            assertThat(gateway.service().begun()).isEqualTo("a");
            // When
            var drained = gateway.gateway().drain();
            // Then
            assertClosing(socket.json());
            assertThat(late.send(RawSocket.upgrade("/ws", TestGateway.BEARER)).status())
                    .isEqualTo(503);
            assertThat(status(gateway, "/health/ready")).isEqualTo(503);
            assertThat(status(gateway, "/health/live")).isEqualTo(200);
            gateway.service().release("a");
            assertThat(socket.json().getInteger("id")).isEqualTo(1);
            assertThat(gateway.service().begun()).isEqualTo("b");
            assertThat(drained.isComplete()).isFalse();
            gateway.service().release("b");
            assertThat(socket.json().getInteger("id")).isEqualTo(2);
            assertThat(socket.closeCode()).isEqualTo(1001);
            socket.send(RawSocket.frame(RawSocket.CLOSE, (byte) 0x03, (byte) 0xe9));
            assertThat(socket.ended()).isTrue();
            await(drained);
        }
    }

    @Test
    void whoWaitsForNothingGoesAtOnceAndSoDoStrangers() {
        try (var gateway = TestGateway.start();
                var socket = gateway.owner();
                var stranger = gateway.stranger()) {
            // When
            var drained = gateway.gateway().drain();
            // Then
            assertClosing(socket.json());
            assertThat(socket.closeCode()).isEqualTo(1001);
            assertThat(stranger.closeCode()).isEqualTo(1001);
            await(drained);
        }
    }

    @Test
    void manyClientsGoInWavesAndThoseWhoseTurnHasNotComeAreServed() {
        try (var gateway = TestGateway.start(
                        "gateway.eventLoops", "1", "gateway.drainWave", "2", "gateway.drainMs", "6000");
                var first = gateway.owner();
                var second = gateway.owner();
                var third = gateway.owner()) {
            // When
            long start = System.nanoTime();
            var drained = gateway.gateway().drain();
            // Then
            for (var early : List.of(first, second)) {
                assertClosing(early.json());
                assertThat(early.closeCode()).isEqualTo(1001);
            }
            assertThat(third.call(1, "test.echo", "{}").json().getInteger("id")).isEqualTo(1);
            assertClosing(third.json());
            assertThat((System.nanoTime() - start) / 1_000_000).isBetween(1_400L, 5_000L);
            assertThat(third.closeCode()).isEqualTo(1001);
            await(drained);
        }
    }

    @Test
    void aGatewayWithoutClientsIsDrainedAtOnceAndMayBeDrainedTwice() {
        try (var gateway = TestGateway.start()) {
            var first = gateway.gateway().drain();
            var second = gateway.gateway().drain();
            await(first);
            await(second);
        }
    }

    @Test
    void callsThatDoNotEndInTimeAreCancelled() {
        try (var gateway = TestGateway.start("gateway.drainMs", "300");
                var socket = gateway.owner()) {
            // Given
            socket.call(1, "test.wait", "{\"key\":\"forever\"}");
            assertThat(gateway.service().begun()).isEqualTo("forever");
            // When
            long start = System.nanoTime();
            var drained = gateway.gateway().drain();
            // Then
            assertClosing(socket.json());
            assertThat(socket.closeCode()).isEqualTo(1001);
            assertThat(gateway.service().cancelled()).isEqualTo("forever");
            await(drained);
            assertThat((System.nanoTime() - start) / 1_000_000).isBetween(250L, 2_500L);
        }
    }

    @Test
    void aClientThatDoesNotReadHoldsNobodyUp() {
        try (var gateway = TestGateway.start("gateway.drainMs", "300");
                var socket = gateway.owner()) {
            // Given
            for (int i = 0; i < 200; i++) {
                socket.call(i, "test.big", "{\"bytes\":100000}");
            }
            TestGateway.until(() -> gateway.metric("trestle_queued_bytes") > 0);
            // When
            long start = System.nanoTime();
            await(gateway.gateway().drain());
            // Then
            assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(2_500);
        }
    }

    @Test
    void aCallOverHttpThatDoesNotEndInTimeHoldsNobodyUp() {
        try (var gateway = TestGateway.start("gateway.drainMs", "300");
                var socket = gateway.raw()) {
            // Given
            socket.send("POST /api/v1/call/test.wait HTTP/1.1\r\nHost: localhost\r\n" + TestGateway.BEARER
                    + "\r\nContent-Length: 11\r\n\r\n{\"key\":\"h\"}");
            assertThat(gateway.service().begun()).isEqualTo("h");
            // When
            long start = System.nanoTime();
            await(gateway.gateway().drain());
            // Then
            assertThat((System.nanoTime() - start) / 1_000_000).isBetween(250L, 2_500L);
            assertThat(gateway.service().cancelled()).isEqualTo("h");
        }
    }

    @Test
    void aCallOverHttpMayEnd() {
        try (var gateway = TestGateway.start()) {
            // Given
            var call = CompletableFuture.supplyAsync(() -> gateway.call("test.wait", "{\"key\":\"h\"}"));
            assertThat(gateway.service().begun()).isEqualTo("h");
            // When
            var drained = gateway.gateway().drain();
            // Then
            assertThat(drained.isComplete()).isFalse();
            gateway.service().release("h");
            assertThat(call.join().body()).isEqualTo("{\"key\":\"h\"}");
            await(drained);
        }
    }
}
