package dev.trestle.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PROTOCOL §1: what time does to a connection, on a node whose configuration has a quick clock. */
@Tag("jdk")
class ProtocolWalkHeartbeatIT {

    private static StartedTrestle trestle;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        var config = Files.writeString(folder.resolve("trestle.yaml"), """
                gateway:
                  heartbeatMs: 1000
                  ticketTtlMs: 10
                  authenticateWithinMs: 300
                """);
        trestle = StartedTrestle.of(folder, StartedTrestle.WITH_TOKEN, "--config", config.toString());
    }

    @AfterAll
    static void stop() {
        trestle.close();
    }

    @Test
    void anIdleClientThatAnswersPingsIsNeverClosed() {
        // Given
        var client = trestle.client();
        // When
        await().atMost(Launched.PATIENCE).until(() -> client.pings() >= 3);
        // Then
        assertThat(client.call("session.ping").has("time")).isTrue();
        client.close();
    }

    @Test
    void readySaysHowOftenTheServerPings() {
        // Given
        var client = trestle.client();
        // When
        var heartbeat = client.notification().at("/params/heartbeatMs").asInt();
        // Then
        assertThat(heartbeat).isEqualTo(1000);
        client.close();
    }

    @Test
    void aClientThatSendsNothingForTwoBeatsIsClosedWith4009() {
        try (var silent = RawSocket.ofOwner(trestle)) {
            // When
            var close = silent.frame(RawSocket.CLOSE);
            // Then
            assertThat(close.closeCode()).isEqualTo(4009);
        }
    }

    @Test
    void aPingOfTheClientsIsAnswered() {
        try (var raw = RawSocket.ofOwner(trestle)) {
            // When
            raw.send(RawSocket.PING, new byte[] {4, 2});
            // Then
            assertThat(raw.frame(RawSocket.PONG).payload()).containsExactly(4, 2);
        }
    }

    @Test
    void aTicketThatHasExpiredIsRefused() {
        // Given
        var ticket = Json.of(
                Http.post(trestle.http("/api/v1/tickets"), Http.OWNER, "").body());
        await().until(() -> System.currentTimeMillis() > ticket.get("expiresAt").asLong());
        // When
        var status =
                Client.handshake(trestle.ws("ticket=" + ticket.get("ticket").asText()), Map.of());
        // Then
        assertThat(status).isEqualTo(401);
    }

    @Test
    void theTimeToAuthenticateIsASetting() {
        // Given
        var client = Client.open(trestle.ws(""), Map.of());
        // When
        var close = client.closed();
        // Then
        assertThat(close.code()).isEqualTo(4001);
    }
}
