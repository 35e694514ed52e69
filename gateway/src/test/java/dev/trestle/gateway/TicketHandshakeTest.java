package dev.trestle.gateway;

import static dev.trestle.gateway.RawSocket.upgrade;
import static dev.trestle.gateway.TestGateway.BEARER;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TicketHandshakeTest {
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static int statusOf(String target, String... headers) {
        try (var socket = gateway.raw()) {
            return socket.send(upgrade(target, headers)).status();
        }
    }

    @Test
    void aTicketOpensOneConnection() {
        // Given
        var ticket = gateway.gateway().ticket();
        // When
        try (var socket = gateway.raw()) {
            socket.send(upgrade("/ws?ticket=" + ticket));
            // Then
            assertThat(socket.status()).isEqualTo(101);
            assertThat(socket.json().getString("method")).isEqualTo("session.ready");
            assertThat(statusOf("/ws?ticket=" + ticket)).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ws?ticket=", "/ws?ticket=unknown", "/ws?ticket", "/ws?ticket=a&ticket=b"})
    void aTicketThatIsNotOursIsRefused(String target) {
        assertThat(statusOf(target)).isEqualTo(401);
        assertThat(statusOf(target, BEARER)).isEqualTo(401);
    }

    @Test
    void ofTwoWhoUseATicketAtOnceExactlyOneGetsIn() {
        for (int round = 0; round < 50; round++) {
            // Given
            var request = upgrade("/ws?ticket=" + gateway.gateway().ticket());
            try (var first = gateway.raw();
                    var second = gateway.raw()) {
                // When
                IntStream.range(0, 2).parallel().forEach(i -> (i == 0 ? first : second).send(request));
                // Then
                assertThat(List.of(first.status(), second.status())).containsExactlyInAnyOrder(101, 401);
            }
        }
    }

    @Test
    void aRefusedHandshakeDoesNotUseATicketUp() {
        // Given
        var target = "/ws?ticket=" + gateway.gateway().ticket();
        // When
        assertThat(statusOf(target, "Origin: https://evil.example")).isEqualTo(403);
        assertThat(statusOf(target + "&token=x")).isEqualTo(400);
        // Then
        assertThat(statusOf(target)).isEqualTo(101);
    }
}
