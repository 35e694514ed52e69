package dev.trestle.gateway;

import static dev.trestle.gateway.RawSocket.codeOf;
import static dev.trestle.gateway.RawSocket.upgrade;
import static dev.trestle.gateway.TestGateway.BEARER;
import static dev.trestle.gateway.TestGateway.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationTest {
    private static final String AUTHENTICATE =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"session.authenticate\",\"params\":{\"token\":\"" + TOKEN
                    + "\"}}";

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

    private static void assertReady(JsonObject ready) {
        var params = ready.getJsonObject("params");
        assertThat(ready.fieldNames()).containsExactlyInAnyOrder("jsonrpc", "method", "params");
        assertThat(ready.getString("method")).isEqualTo("session.ready");
        assertThat(params.getString("connectionId")).matches("c-[A-Za-z0-9_-]{16}");
        assertThat(params.getString("node")).isEqualTo(gateway.node().id());
        params.remove("connectionId");
        params.remove("node");
        assertThat(params)
                .isEqualTo(new JsonObject()
                        .put("principal", "owner")
                        .put("protocol", 1)
                        .put("heartbeatMs", 25_000)
                        .put(
                                "limits",
                                new JsonObject().put("messageBytes", 1_048_576).put("inFlight", 64))
                        .put("workspaces", new JsonArray().add("default").add("other"))
                        .put("recovery", true));
    }

    @Test
    void aTokenInTheHandshakeMakesTheConnectionReady() {
        try (var socket = gateway.stranger(BEARER)) {
            assertReady(socket.json());
        }
    }

    @Test
    void theSchemeOfTheTokenMayBeWrittenInAnyCase() {
        assertThat(statusOf("/ws", "authorization: bEARER  " + TOKEN)).isEqualTo(101);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer ",
                "Bearer wrong-token-wrong-token",
                "Bearer " + TOKEN + "x",
                "Bearer the-owner-s-token-of-these-test",
                "Basic b3duZXI6dG9rZW4=",
                TOKEN,
                "Bearer" + TOKEN,
                "Digest " + TOKEN
            })
    void aBadTokenInTheHandshakeIsRefused(String header) {
        try (var socket = gateway.raw()) {
            assertThat(socket.send(upgrade("/ws", "Authorization: " + header)).head())
                    .startsWith("HTTP/1.1 401 ")
                    .containsIgnoringCase("www-authenticate: bearer");
        }
    }

    @Test
    void aFirstMessageMakesTheConnectionReady() {
        try (var socket = gateway.stranger()) {
            // When
            socket.text(AUTHENTICATE);
            // Then
            assertThat(socket.json().getJsonObject("result")).isEqualTo(new JsonObject().put("principal", "owner"));
            assertReady(socket.json());
        }
    }

    @Test
    void aFirstMessageWithoutAnIdMakesTheConnectionReadyAndAnswersNothing() {
        try (var socket = gateway.stranger()) {
            assertReady(socket.text(AUTHENTICATE.replace("\"id\":1,", "")).json());
        }
    }

    @Test
    void aBadTokenInAMessageIsRefusedAndAGoodOneMayFollow() {
        try (var socket = gateway.stranger()) {
            // When
            var bad = socket.text(AUTHENTICATE.replace(TOKEN, "wrong")).json();
            var none = socket.call("c", "session.authenticate", "{}").json();
            var good = socket.text(AUTHENTICATE).json();
            // Then
            assertThat(codeOf(bad)).isEqualTo("UNAUTHENTICATED");
            assertThat(bad.encode()).doesNotContain("wrong");
            assertThat(codeOf(none)).isEqualTo("INVALID_ARGUMENT");
            assertThat(good.containsKey("result")).isTrue();
        }
    }

    @Test
    void authenticatingAgainRefreshesAndIsNotReadyTwice() {
        try (var socket = gateway.owner()) {
            // When
            var again = socket.text(AUTHENTICATE).json();
            var wrong = socket.text(AUTHENTICATE.replace(TOKEN, "wrong")).json();
            var after = socket.call("c", "session.ping", "{}").json();
            // Then
            assertThat(again.getJsonObject("result").getString("principal")).isEqualTo("owner");
            assertThat(codeOf(wrong)).isEqualTo("UNAUTHENTICATED");
            assertThat(after.getJsonObject("result").getLong("time")).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "session.ping",
                "session.cancel",
                "session.operations",
                "workspace.list",
                "fs.read",
                "test.echo",
                "no.such",
                ""
            })
    void nothingElseIsServedBeforeThat(String method) {
        try (var socket = gateway.stranger()) {
            // When
            var answers = List.of(
                    socket.call("c", method, "{\"value\":\"too early\"}").json(),
                    socket.call("c", method, "[\"too early\"]").json(),
                    socket.call("c", method, "{\"workspace\":5}").json());
            // Then
            assertThat(answers).extracting(RawSocket::codeOf).containsOnly("UNAUTHENTICATED");
            assertThat(gateway.service().echoed()).doesNotContain("too early");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token",
                "access_token",
                "auth",
                "authorization",
                "bearer",
                "jwt",
                "api_key",
                "Token",
                "ACCESS_TOKEN",
                "%74oken"
            })
    void aTokenInTheQueryIsRefusedEvenBesideAGoodOne(String name) {
        assertThat(statusOf("/ws?" + name + "=" + TOKEN)).isEqualTo(400);
        assertThat(statusOf("/ws?workspace=default&" + name + "=" + TOKEN, BEARER))
                .isEqualTo(400);
    }
}
