package dev.trestle.gateway;

import static dev.trestle.gateway.RawSocket.PING;
import static dev.trestle.gateway.RawSocket.PONG;
import static dev.trestle.gateway.RawSocket.frame;
import static dev.trestle.gateway.RawSocket.upgrade;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {

    private static long millis(long since) {
        return (System.nanoTime() - since) / 1_000_000;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "G",
                "GET /ws HT",
                "GET /ws HTTP/1.1\r\nHost: localhost\r\nConnec",
                "\r\n\r\n",
                "\u0016\u0003\u0001"
            })
    void whoDoesNotCompleteARequestIsCutOff(String beginning) {
        try (var gateway = TestGateway.start("gateway.handshakeTimeoutMs", "200");
                var socket = gateway.raw()) {
            // When
            long start = System.nanoTime();
            socket.send(beginning);
            socket.awaitEnd();
            // Then
            assertThat(millis(start)).isLessThan(4_000);
            assertThat(gateway.call("session.ping", "").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whoSendsHeadersOneByOneIsCutOffAllTheSame() {
        try (var gateway = TestGateway.start("gateway.handshakeTimeoutMs", "300");
                var socket = gateway.raw()) {
            // When
            long start = System.nanoTime();
            socket.send("GET /ws HTTP/1.1\r\n");
            while (!socket.endsWithin(20)) {
                socket.trySend("X-Slow: 1\r\n");
            }
            // Then
            assertThat(millis(start)).isBetween(250L, 10_000L);
        }
    }

    @Test
    void whoCompletedARequestIsNotCutOff() {
        try (var gateway = TestGateway.start("gateway.handshakeTimeoutMs", "200", "gateway.heartbeatMs", "300");
                var idle = gateway.raw();
                var socket = gateway.owner()) {
            // Given
            var get = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
            assertThat(idle.send(get).statusAndBody()).isEqualTo(200);
            // When
            socket.next(PING);
            socket.send(frame(PONG));
            socket.next(PING);
            // Then
            assertThat(idle.send(get).statusAndBody()).isEqualTo(200);
        }
    }

    @Test
    void whoDoesNotAuthenticateInTimeIsClosed() {
        try (var gateway =
                        TestGateway.start("gateway.authenticateWithinMs", "300", "gateway.handshakeTimeoutMs", "100");
                var silent = gateway.stranger();
                var chatty = gateway.stranger();
                var owner = gateway.owner()) {
            // When
            long start = System.nanoTime();
            chatty.text("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"session.ping\"}")
                    .send(frame(PING));
            // Then
            assertThat(silent.closeCode()).isEqualTo(4001);
            assertThat(chatty.closeCode()).isEqualTo(4001);
            assertThat(millis(start)).isBetween(150L, 2_000L);
            assertThat(owner.text("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"session.ping\"}")
                            .json()
                            .containsKey("result"))
                    .isTrue();
        }
    }

    @Test
    void pingsComeWithEachBeatAndWhoAnswersThemStays() {
        try (var gateway = TestGateway.start("gateway.heartbeatMs", "200");
                var socket = gateway.owner()) {
            // When
            long start = System.nanoTime();
            for (int i = 0; i < 6; i++) {
                socket.send(frame(PONG, socket.next(PING).payload()));
            }
            // Then
            assertThat(millis(start)).isBetween(900L, 4_000L);
            assertThat(socket.text("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"session.ping\"}")
                            .json()
                            .containsKey("result"))
                    .isTrue();
        }
    }

    @Test
    void whoIsSilentForTwoBeatsIsClosed() {
        try (var gateway = TestGateway.start("gateway.heartbeatMs", "200");
                var socket = gateway.owner()) {
            // When
            long start = System.nanoTime();
            int code = socket.closeCode();
            // Then
            assertThat(code).isEqualTo(4009);
            assertThat(millis(start)).isBetween(250L, 10_000L);
            socket.awaitEnd();
            assertThat(millis(start)).isLessThan(15_000);
        }
    }

    @Test
    void whoSendsDataStaysWithoutAnsweringPings() {
        try (var gateway = TestGateway.start("gateway.heartbeatMs", "200");
                var socket = gateway.owner()) {
            // When
            for (int i = 0; i < 5; i++) {
                socket.next(PING);
                socket.text("{\"jsonrpc\":\"2.0\",\"method\":\"session.ping\"}");
            }
            // Then
            assertThat(socket.text("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"session.ping\"}")
                            .json()
                            .containsKey("result"))
                    .isTrue();
        }
    }

    @Test
    void aTicketExpires() {
        try (var gateway = TestGateway.start("gateway.ticketTtlMs", "10");
                var socket = gateway.raw()) {
            // Given
            var issued = new JsonObject(gateway.ticket().body());
            TestGateway.until(() -> System.currentTimeMillis() > issued.getLong("expiresAt"));
            // When
            socket.send(upgrade("/ws?ticket=" + issued.getString("ticket")));
            // Then
            assertThat(socket.status()).isEqualTo(401);
        }
    }

    @Test
    void aCallThatTakesTooLongTimesOut() {
        try (var gateway = TestGateway.start("gateway.callTimeoutMs", "200");
                var socket = gateway.owner()) {
            // When
            socket.text("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"test.wait\",\"params\":{\"key\":\"k\"}}");
            // Then
            assertThat(socket.json().getJsonObject("error").getJsonObject("data"))
                    .isEqualTo(new JsonObject().put("code", "TIMEOUT").put("retryable", true));
        }
    }
}
