package dev.trestle.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PROTOCOL §1: what a handshake is answered. */
@Tag("jdk")
@ExtendWith(OneTrestle.class)
class ProtocolWalkHandshakeIT {

    private StartedTrestle trestle;

    @BeforeEach
    void use(StartedTrestle one) {
        trestle = one;
    }

    @ParameterizedTest
    @ValueSource(strings = {"token", "access_token", "auth", "authorization", "bearer", "jwt", "api_key"})
    void aTokenInTheUrlIsRefusedEvenBesideAGoodHeader(String name) {
        // When
        var status = Client.handshake(trestle.ws(name + "=" + StartedTrestle.TOKEN), Http.OWNER);
        // Then
        assertThat(status).isEqualTo(400);
    }

    @Test
    void aRequestThatIsNotAHandshakeIsRefused() {
        // When
        var response = Http.get(trestle.http("/ws"));
        // Then
        assertThat(response.statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer not-the-owners-token", "Bearer ", "Basic b3duZXI6b3duZXI=", "nonsense"})
    void aBadTokenIsRefused(String authorization) {
        // When
        var status = Client.handshake(trestle.ws(""), Map.of("Authorization", authorization));
        // Then
        assertThat(status).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ticket=nobody-has-issued-this", "ticket="})
    void aBadTicketIsRefused(String query) {
        // When
        var status = Client.handshake(trestle.ws(query), Map.of());
        // Then
        assertThat(status).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "http://127.0.0.1",
                "http://127.0.0.1:1",
                "http://127.0.0.1.evil.example:PORT",
                "https://127.0.0.1:PORT",
                "null"
            })
    void anOriginThatIsNotAllowedIsRefusedWhateverTheToken(String origin) {
        // Given
        var headers = Map.of("Origin", withPort(origin), "Authorization", Http.OWNER.get("Authorization"));
        // When
        var status = Client.handshake(trestle.ws(""), headers);
        // Then
        assertThat(status).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:PORT", "http://localhost:PORT", "http://[::1]:PORT"})
    void theListenersOwnOriginIsAllowed(String origin) {
        // When
        var status = Client.handshake(trestle.ws(""), Map.of("Origin", withPort(origin)));
        // Then
        assertThat(status).isEqualTo(101);
    }

    private String withPort(String origin) {
        return origin.replace("PORT", Integer.toString(trestle.port()));
    }

    @Test
    void aClientThatSendsNoOriginIsLetThroughToProveItself() {
        // When
        var status = Client.handshake(trestle.ws(""), Map.of());
        // Then
        assertThat(status).isEqualTo(101);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/wss", "/ws/", "/api/v1/call/fs.list"})
    void anotherPathIsNoSocket(String path) {
        // Given
        var elsewhere = URI.create("ws://127.0.0.1:" + trestle.port() + path);
        // When
        var status = Client.handshake(elsewhere, Http.OWNER);
        // Then
        assertThat(status).isEqualTo(404);
    }

    @Test
    void theSubprotocolIsSelectedWhenOffered() {
        // When
        var client = Client.open(trestle.ws(""), Http.OWNER, "mqtt", "trestle.v1");
        // Then
        assertThat(client.protocol()).isEqualTo("trestle.v1");
        client.close();
    }

    @Test
    void aClientThatOffersNoSubprotocolGetsTheSameProtocol() {
        // When
        var client = Client.open(trestle.ws(""), Http.OWNER);
        // Then
        assertThat(client.protocol()).isEmpty();
        assertThat(client.notification().get("method").asText()).isEqualTo("session.ready");
        client.close();
    }

    @Test
    void noExtensionIsNegotiated() {
        // When
        try (var raw = RawSocket.open(trestle.ws(""), "Sec-WebSocket-Extensions: permessage-deflate\r\n")) {
            // Then
            assertThat(raw.head()).startsWith("HTTP/1.1 101").doesNotContainIgnoringCase("sec-websocket-extensions");
        }
    }
}
