package dev.trestle.it;

import static dev.trestle.it.Json.object;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PROTOCOL §1 and §4: the three ways to prove who one is, and {@code session.ready}. */
@Tag("jdk")
@ExtendWith(OneTrestle.class)
class ProtocolWalkAuthenticationIT {

    private StartedTrestle trestle;

    @BeforeEach
    void use(StartedTrestle one) {
        trestle = one;
    }

    @Test
    void aTokenInTheHeaderOfTheHandshakeIsAProof() {
        // When
        var client = Client.open(trestle.ws(""), Http.OWNER);
        // Then
        assertThat(client.notification().get("method").asText()).isEqualTo("session.ready");
        assertThat(client.call("session.ping").get("time").isIntegralNumber()).isTrue();
        client.close();
    }

    @Test
    void aTicketIsAProof() {
        // Given
        var ticket = ticket();
        // When
        var client = Client.open(trestle.ws("ticket=" + ticket), Map.of());
        // Then
        assertThat(client.notification().at("/params/principal").asText()).isEqualTo("owner");
        client.close();
    }

    @Test
    void aTicketIsGoodForOneHandshake() {
        // Given
        var ticket = ticket();
        Client.open(trestle.ws("ticket=" + ticket), Map.of()).close();
        // When
        var status = Client.handshake(trestle.ws("ticket=" + ticket), Map.of());
        // Then
        assertThat(status).isEqualTo(401);
    }

    @Test
    void aTicketIsGoodForThirtySeconds() {
        // When
        var response = Http.post(trestle.http("/api/v1/tickets"), Http.OWNER, "");
        // Then
        assertThat(response.statusCode()).isEqualTo(201);
        var body = Json.of(response.body());
        assertThat(body.fieldNames()).toIterable().containsExactlyInAnyOrder("ticket", "expiresAt");
        assertThat(body.get("expiresAt").asLong() - System.currentTimeMillis()).isBetween(20_000L, 30_000L);
    }

    @Test
    void nobodyGetsATicketWithoutAToken() {
        // When
        var response = Http.post(trestle.http("/api/v1/tickets"), Map.of(), "");
        // Then
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(Json.of(response.body()).at("/error/data/code").asText()).isEqualTo("UNAUTHENTICATED");
    }

    private String ticket() {
        var response = Http.post(trestle.http("/api/v1/tickets"), Http.OWNER, "");
        return Json.of(response.body()).get("ticket").asText();
    }

    @Test
    void aFirstMessageIsAProof() {
        // Given
        var client = Client.open(trestle.ws(""), Map.of());
        // When
        var result = client.call("session.authenticate", "token", StartedTrestle.TOKEN);
        // Then
        assertThat(result).isEqualTo(object("principal", "owner"));
        assertThat(client.notification().get("method").asText()).isEqualTo("session.ready");
        assertThat(client.call("workspace.list").has("workspaces")).isTrue();
        client.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"session.ping", "session.operations", "session.cancel", "workspace.list", "fs.list", "no.such"})
    void untilThenEveryOtherCallAnswersUnauthenticated(String operation) {
        // Given
        var client = Client.open(trestle.ws(""), Map.of());
        // When
        var error = client.error(operation, "path", "/", "id", 1);
        // Then
        assertThat(error.get("code").asInt()).isEqualTo(-32001);
        assertThat(error.get("data")).isEqualTo(object("code", "UNAUTHENTICATED", "retryable", false));
        client.close();
    }

    @Test
    void aBadTokenInTheFirstMessageAnswersUnauthenticatedAndMayBeMended() {
        // Given
        var client = Client.open(trestle.ws(""), Map.of());
        // When
        var code = client.code("session.authenticate", "token", "not-the-owners-token");
        // Then
        assertThat(code).isEqualTo("UNAUTHENTICATED");
        assertThat(client.code("session.authenticate")).isEqualTo("INVALID_ARGUMENT");
        assertThat(client.call("session.authenticate", "token", StartedTrestle.TOKEN)
                        .get("principal")
                        .asText())
                .isEqualTo("owner");
        client.close();
    }

    @Test
    void aClientThatHasNotAuthenticatedAfterFiveSecondsIsClosedWith4001() {
        // Given
        long start = System.nanoTime();
        var client = Client.open(trestle.ws(""), Map.of());
        // When
        var close = client.closed();
        // Then
        long waited = (System.nanoTime() - start) / 1_000_000;
        assertThat(close.code()).isEqualTo(4001);
        assertThat(close.reason()).contains("not authenticated");
        assertThat(waited).isBetween(4_900L, 8_000L);
    }

    @Test
    void authenticatingAgainRefreshesTheProofWithoutASecondReady() {
        // Given
        var client = trestle.client();
        client.notification();
        // When
        var result = client.call("session.authenticate", "token", StartedTrestle.TOKEN);
        // Then
        assertThat(result.get("principal").asText()).isEqualTo("owner");
        assertThat(client.code("session.authenticate", "token", "not-the-owners-token"))
                .isEqualTo("UNAUTHENTICATED");
        assertThat(client.call("session.ping").has("time")).isTrue();
        assertThat(client.notifications()).isEmpty();
        client.close();
    }
}
