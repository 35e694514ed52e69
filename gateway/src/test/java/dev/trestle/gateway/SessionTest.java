package dev.trestle.gateway;

import static dev.trestle.gateway.RawSocket.upgrade;
import static dev.trestle.gateway.TestGateway.BEARER;
import static dev.trestle.gateway.TestGateway.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.wire.Protocol;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTest {

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

    private static String call(String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":\"c\",\"method\":\"" + method + "\",\"params\":" + params + "}";
    }

    private static String codeOf(JsonObject answer) {
        return answer.getJsonObject("error").getJsonObject("data").getString("code");
    }

    private static int statusOf(String target, String... headers) {
        try (var socket = gateway.raw()) {
            return socket.send(upgrade(target, headers)).status();
        }
    }

    private static RawSocket open(String target, String... headers) {
        var socket = gateway.raw().send(upgrade(target, headers));
        assertThat(socket.status()).isEqualTo(101);
        return socket;
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
                        .put("recovery", false));
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
            var none = socket.text(call("session.authenticate", "{}")).json();
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
            var after = socket.text(call("session.ping", "{}")).json();
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
                    socket.text(call(method, "{\"value\":\"too early\"}")).json(),
                    socket.text(call(method, "[\"too early\"]")).json(),
                    socket.text(call(method, "{\"workspace\":5}")).json());
            // Then
            assertThat(answers).extracting(SessionTest::codeOf).containsOnly("UNAUTHENTICATED");
            assertThat(gateway.service().echoed()).doesNotContain("too early");
        }
    }

    @Test
    void aTicketOpensOneConnection() {
        // Given
        var ticket = gateway.gateway().ticket();
        // When
        try (var socket = open("/ws?ticket=" + ticket)) {
            // Then
            assertReady(socket.json());
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

    @Test
    void aPingAnswersWithTheTime() {
        try (var socket = gateway.owner()) {
            long before = System.currentTimeMillis();
            long time = socket.text(call("session.ping", "{}"))
                    .json()
                    .getJsonObject("result")
                    .getLong("time");
            assertThat(time).isBetween(before, System.currentTimeMillis());
        }
    }

    @Test
    void theOperationsAreThoseOfTheContractAndThoseServedNow() {
        try (var socket = gateway.owner()) {
            // When
            var names = socket
                    .text(call("session.operations", "{}"))
                    .json()
                    .getJsonObject("result")
                    .getJsonArray("operations")
                    .stream()
                    .map(String.class::cast)
                    .toList();
            // Then
            assertThat(names).isSorted().contains("test.echo", "test.wait", "test.big", "test.fail");
            assertThat(names)
                    .containsAll(
                            Protocol.OPERATIONS.stream().map(row -> row.name()).toList());
        }
    }

    @Test
    void theWorkspacesComeWithTheirServices() {
        try (var socket = gateway.owner()) {
            assertThat(socket.text(call("workspace.list", "{}")).json().getJsonObject("result"))
                    .isEqualTo(new JsonObject("{\"workspaces\":[{\"id\":\"default\",\"services\":[\"test\"]},"
                            + "{\"id\":\"other\",\"services\":[\"test\"]}]}"));
        }
    }

    @Test
    void aCallGoesToTheWorkspaceItNamesElseToThatOfTheConnection() {
        try (var socket = open("/ws?workspace=other", BEARER)) {
            // Given
            socket.json();
            // When
            var mine = socket.text(call("test.echo", "{}")).json().getJsonObject("result");
            var named = socket.text(call("test.echo", "{\"workspace\":\"default\"}"))
                    .json()
                    .getJsonObject("result");
            // Then
            assertThat(mine.getString("workspace")).isEqualTo("other");
            assertThat(named.getString("workspace")).isEqualTo("default");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere", "", "*", "../default", "DEFAULT", "default ", "test@n"})
    void aWorkspaceThatIsNotThereIsNotFound(String workspace) {
        try (var socket = gateway.owner()) {
            // When
            var served = socket.text(call("test.echo", "{\"workspace\":\"" + workspace + "\"}"))
                    .json();
            var unserved = socket.text(call("fs.read", "{\"workspace\":\"" + workspace + "\"}"))
                    .json();
            // Then
            assertThat(codeOf(served)).isEqualTo("NOT_FOUND");
            assertThat(codeOf(unserved)).isEqualTo("NOT_FOUND");
        }
    }

    @Test
    void anUnknownWorkspaceOfTheConnectionIsNotFoundOnlyWhenACallNeedsIt() {
        try (var socket = open("/ws?workspace=nowhere", BEARER)) {
            // Given
            socket.json();
            // When
            var echo = socket.text(call("test.echo", "{}")).json();
            var ping = socket.text(call("session.ping", "{}")).json();
            // Then
            assertThat(codeOf(echo)).isEqualTo("NOT_FOUND");
            assertThat(ping.containsKey("result")).isTrue();
        }
    }
}
