package dev.trestle.gateway;

import static dev.trestle.gateway.RawSocket.codeOf;
import static dev.trestle.gateway.RawSocket.upgrade;
import static dev.trestle.gateway.TestGateway.assertError;
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
        var file = Files.writeString(folder.resolve("access.yaml"), """
                roles: {tester: {operations: ["test.*"], workspaces: ["*"]}}
                principals: {bob: {tokens: [the-token-of-bob-0001], roles: [tester]}}
                """);
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

    private static RawSocket waiting(TestGateway gateway, String bearer, String key) {
        var body = "{\"key\":\"" + key + "\"}";
        return gateway.raw()
                .send("POST /api/v1/call/test.wait HTTP/1.1\r\nHost: localhost\r\n" + bearer + "\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body);
    }

    @Test
    void aRequestOverHttpIsAConnectionFromItsAddressUntilItIsAnsweredOrGivenUp() throws IOException {
        try (var gateway = start("gateway.limits.connectionsPerAddress", "2")) {
            // Given
            var first = waiting(gateway, TestGateway.BEARER, "a");
            var second = waiting(gateway, TestGateway.BEARER, "b");
            gateway.service().begun();
            gateway.service().begun();
            // When
            var third = gateway.call("test.echo", "{}");
            // Then
            assertError(third, 429, "RATE_LIMITED");
            assertThat(third.body()).contains("gateway.limits.connectionsPerAddress, 2");
            assertThat(third.headers().firstValue("retry-after")).contains("1");
            assertThat(status(gateway, TestGateway.BEARER)).isEqualTo(429);
            assertThat(gateway.http("GET", "/health/ready", null).statusCode()).isEqualTo(200);
            // When
            gateway.service().release("a");
            assertThat(first.status()).isEqualTo(200);
            // Then
            TestGateway.until(() -> gateway.call("test.echo", "{}").statusCode() == 200);
            first.close();
            second.close();
            assertThat(gateway.service().cancelled()).isEqualTo("b");
            TestGateway.until(() -> status(gateway, TestGateway.BEARER) == 101);
        }
    }

    @Test
    void aRequestOverHttpIsAConnectionOfItsPrincipal() throws IOException {
        try (var gateway = start("gateway.limits.connectionsPerPrincipal", "1");
                var waiting = waiting(gateway, BOB, "a")) {
            // Given
            gateway.service().begun();
            // When
            var second = gateway.http(
                    "POST", "/api/v1/call/test.echo", "{}", "Authorization", "Bearer the-token-of-bob-0001");
            // Then
            assertError(second, 429, "RATE_LIMITED");
            assertThat(status(gateway, BOB)).isEqualTo(429);
            assertThat(gateway.call("test.echo", "{}").statusCode()).isEqualTo(200);
            gateway.service().release("a");
            assertThat(waiting.status()).isEqualTo(200);
            TestGateway.until(() -> status(gateway, BOB) == 101);
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
