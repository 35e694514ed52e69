package dev.trestle.gateway;

import static dev.trestle.gateway.RawSocket.codeOf;
import static dev.trestle.gateway.RawSocket.upgrade;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many connections a principal and an address may have. */
class ConnectionLimitsTest {

    private static final String BOB = "Authorization: Bearer the-token-of-bob-0001";

    @TempDir
    private Path folder;

    private TestGateway start(String... settings) throws IOException {
        var file = Files.writeString(
                folder.resolve("access.yaml"), "principals: {bob: {tokens: [the-token-of-bob-0001]}}");
        var all = new String[settings.length + 2];
        System.arraycopy(settings, 0, all, 0, settings.length);
        all[settings.length] = "access.principals";
        all[settings.length + 1] = file.toString();
        return TestGateway.start(all);
    }

    private static int status(TestGateway gateway, String... headers) {
        try (var socket = gateway.raw()) {
            return socket.send(upgrade("/ws", headers)).status();
        }
    }

    @Test
    void aPrincipalHasSoManyAndTheOwnerMore() throws IOException {
        try (var gateway = start("gateway.limits.connectionsPerPrincipal", "2");
                var two = gateway.stranger(BOB);
                var late = gateway.stranger()) {
            // Given
            var one = gateway.stranger(BOB);
            assertThat(List.of(one.json(), two.json()))
                    .extracting(ready -> ready.getString("method"))
                    .containsOnly("session.ready");
            // When
            int third = status(gateway, BOB);
            var message = late.call("a", "session.authenticate", "{\"token\":\"the-token-of-bob-0001\"}");
            // Then
            assertThat(third).isEqualTo(429);
            assertThat(codeOf(message.json())).isEqualTo("BUSY");
            for (int i = 0; i < 3; i++) {
                gateway.owner();
            }
            one.close();
            TestGateway.until(() -> status(gateway, BOB) == 101);
        }
    }

    @Test
    void anAddressHasSoManyAndAForgedHeaderIsNoOther() throws IOException {
        try (var gateway = start("gateway.limits.connectionsPerAddress", "2");
                var one = gateway.owner()) {
            // Given
            var two = gateway.stranger();
            assertThat(codeOf(two.call("p", "session.ping", "{}").json())).isEqualTo("UNAUTHENTICATED");
            // When
            int third = status(gateway, TestGateway.BEARER, "X-Forwarded-For: 203.0.113.9");
            // Then
            assertThat(third).isEqualTo(429);
            two.close();
            TestGateway.until(() -> status(gateway, TestGateway.BEARER) == 101);
            assertThat(one.call("p", "session.ping", "{}").json().containsKey("result"))
                    .isTrue();
        }
    }

    @Test
    void aTrustedProxySpeaksForManyAddresses() throws IOException {
        try (var gateway =
                        start("gateway.limits.connectionsPerAddress", "1", "gateway.trustedProxies", "[127.0.0.0/8]");
                var one = gateway.stranger("X-Forwarded-For: 203.0.113.1");
                var two = gateway.stranger("X-Forwarded-For: 203.0.113.2")) {
            assertThat(codeOf(one.call("p", "session.ping", "{}").json())).isEqualTo("UNAUTHENTICATED");
            assertThat(codeOf(two.call("p", "session.ping", "{}").json())).isEqualTo("UNAUTHENTICATED");
            assertThat(status(gateway, "X-Forwarded-For: 203.0.113.1")).isEqualTo(429);
        }
    }
}
