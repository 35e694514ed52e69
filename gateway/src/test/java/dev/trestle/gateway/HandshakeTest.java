package dev.trestle.gateway;

import static dev.trestle.gateway.RawSocket.upgrade;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeTest {

    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start(
                "gateway.origins", "[\"https://ide.example.org\", \"http://ide.example.org:8443\"]",
                "gateway.hosts", "[box.internal]");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static int statusOf(String request) {
        try (var socket = gateway.raw()) {
            return socket.send(request).status();
        }
    }

    private static String with(String headers) {
        return "GET /ws HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "null",
                "",
                "https://ide.example.org.evil.net",
                "https://evilide.example.org",
                "https://ide.example.org:444",
                "http://ide.example.org",
                "https://ide.example.org:8443",
                "https://ide.example.org/",
                "https://ide.example.org@evil.example",
                "https://ide.example.org, https://evil.example",
                "ide.example.org",
                "wss://ide.example.org",
                "http://127.0.0.1",
                "http://127.0.0.1:1",
                "http://127.0.0.2:PORT",
                "https://localhost:PORT",
                "http://localhost.evil.example:PORT"
            })
    void aPageOfAnotherOriginMayNotConnect(String origin) {
        var header = "Origin: " + origin.replace("PORT", Integer.toString(gateway.port()));
        assertThat(statusOf(upgrade("/ws", header, TestGateway.BEARER))).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://ide.example.org",
                "HTTPS://IDE.example.org",
                "http://ide.example.org:8443",
                "http://127.0.0.1:PORT",
                "http://localhost:PORT",
                "http://[::1]:PORT"
            })
    void aPageOfOursOrOfTheConfigurationMayConnect(String origin) {
        var header = "Origin: " + origin.replace("PORT", Integer.toString(gateway.port()));
        assertThat(statusOf(upgrade("/ws", header))).isEqualTo(101);
    }

    @Test
    void anEvilOriginIsNotHiddenByAGoodOne() {
        var good = "Origin: https://ide.example.org";
        var evil = "Origin: https://evil.example";
        assertThat(statusOf(upgrade("/ws", good, evil))).isEqualTo(403);
        assertThat(statusOf(upgrade("/ws", evil, good))).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-Host: evil.example",
                "Forwarded: host=evil.example;proto=https",
                "X-Forwarded-Proto: https",
                "fix-origin: https://ide.example.org",
                "X-Original-Origin: https://ide.example.org"
            })
    void headersOfProxiesChangeNothing(String forged) {
        assertThat(statusOf(upgrade("/ws", "Origin: https://evil.example", forged)))
                .isEqualTo(403);
        assertThat(statusOf(upgrade("/ws", "Host: evil.example", "Origin: http://evil.example", forged)))
                .isIn(400, 403);
    }

    private static String answerTo(String request) {
        try (var socket = gateway.raw()) {
            return socket.send(request).headAndBody();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:PORT",
                "localhost.evil.example:PORT",
                "ide.example.org.evil.example",
                "127.0.0.1.evil.example:PORT"
            })
    void whoeverAsksForAnotherNameIsRefused(String name) {
        var host = "Host: " + name.replace("PORT", Integer.toString(gateway.port()));
        for (var request : List.of(
                upgrade("/ws", TestGateway.BEARER),
                upgrade("/ws", "Origin: http://" + name),
                "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /metrics HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 10.0.0.1\r\n\r\n",
                "GET /api/v1/protocol.json HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "POST /api/v1/call/test.echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n")) {
            var answer = answerTo(request.replace("Host: localhost", host));
            assertThat(answer).as(request).startsWith("HTTP/1.1 403 ").contains("gateway.hosts");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LocalHost:1",
                "127.0.0.1:PORT",
                "[::1]:PORT",
                "192.0.2.7",
                "ide.example.org",
                "IDE.example.org:8443",
                "box.internal"
            })
    void whoeverAsksForANameThatIsKnownIsServed(String name) {
        var host = "Host: " + name.replace("PORT", Integer.toString(gateway.port()));
        assertThat(statusOf(upgrade("/ws").replace("Host: localhost", host))).isEqualTo(101);
        assertThat(statusOf("GET / HTTP/1.1\r\n" + host + "\r\n\r\n")).isEqualTo(200);
    }

    @Test
    void whoeverAsksForTwoNamesAsksForNone() {
        var two = "Host: localhost\r\nHost: localhost:" + gateway.port();
        assertThat(statusOf(upgrade("/ws").replace("Host: localhost", two))).isEqualTo(400);
        assertThat(statusOf("GET /health/live HTTP/1.1\r\n" + two + "\r\n\r\n")).isEqualTo(400);
    }

    @Test
    void probesNeedNoName() {
        assertThat(statusOf("GET /health/ready HTTP/1.1\r\nHost: evil.example\r\n\r\n"))
                .isEqualTo(200);
        assertThat(statusOf("GET /health/live HTTP/1.0\r\n\r\n")).isEqualTo(200);
        assertThat(statusOf("GET / HTTP/1.0\r\n\r\n")).isEqualTo(200);
    }

    @Test
    void aProxyThatIsTrustedMayHandOnAnyNameAndSoMayWhoeverReachesAnotherAddress() {
        var request = upgrade("/ws").replace("localhost", "tenant-7.example");
        for (var setting : List.of("gateway.trustedProxies=[127.0.0.1]", "gateway.host=0.0.0.0")) {
            var key = setting.split("=");
            try (var other = TestGateway.start(key[0], key[1]);
                    var socket = other.raw()) {
                assertThat(socket.send(request).status()).isEqualTo(101);
            }
        }
        try (var other = TestGateway.start("gateway.host", "0.0.0.0", "gateway.hosts", "[ide.example.org]");
                var socket = other.raw()) {
            assertThat(socket.send(request).status()).isEqualTo(403);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/ws/",
                "/ws/x",
                "/wsx",
                "//ws",
                "/WS",
                "/%77s",
                "/api/v1/call/test.echo",
                "/api/v1/tickets",
                "/health/live",
                "/metrics"
            })
    void noOtherPathOpensASocket(String path) {
        assertThat(statusOf(upgrade(path, TestGateway.BEARER))).isEqualTo(404);
    }

    static Stream<Arguments> broken() {
        var key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
        var version = "Sec-WebSocket-Version: 13\r\n";
        var upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\n";
        return Stream.of(
                arguments("no version", with(upgrade + key)),
                arguments("version 7", with(upgrade + key + "Sec-WebSocket-Version: 7\r\n")),
                arguments("version 8", with(upgrade + key + "Sec-WebSocket-Version: 8\r\n")),
                arguments("version 0", with(upgrade + key + "Sec-WebSocket-Version: 0\r\n")),
                arguments("version 14", with(upgrade + key + "Sec-WebSocket-Version: 14\r\n")),
                arguments("version x", with(upgrade + key + "Sec-WebSocket-Version: x\r\n")),
                arguments("no key", with(upgrade + version)),
                arguments("an empty key", with(upgrade + version + "Sec-WebSocket-Key:\r\n")),
                arguments("a short key", with(upgrade + version + "Sec-WebSocket-Key: YQ==\r\n")),
                arguments(
                        "a key that is no base64",
                        with(upgrade + version + "Sec-WebSocket-Key: ??????????????????????==\r\n")),
                arguments("no Connection", with("Upgrade: websocket\r\n" + version + key)),
                arguments("POST", upgrade("/ws").replace("GET ", "POST ")),
                arguments("HTTP/1.0", upgrade("/ws").replace("HTTP/1.1", "HTTP/1.0")),
                arguments("no Upgrade", with("Connection: Upgrade\r\n" + version + key)),
                arguments("another Upgrade", with("Connection: Upgrade\r\nUpgrade: h2c\r\n" + version + key)),
                arguments("a broken query", upgrade("/ws?workspace=%zz")),
                arguments("half an escape in the query", upgrade("/ws?ticket=%e")),
                arguments("no HTTP", "hello\r\n\r\n"),
                arguments("no host header line", "GET /ws HTTP/1.1\r\nnonsense\r\n\r\n"),
                arguments("another version of HTTP", upgrade("/ws").replace("HTTP/1.1", "HTTP/3.7")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void aBrokenHandshakeIsRefusedAndHarmsNobody(String what, String request) {
        assertThat(statusOf(request)).isIn(400, 404, 405, 426, 501, 505);
        assertThat(statusOf(upgrade("/ws"))).isEqualTo(101);
    }

    @Test
    void anOldVersionIsToldTheRightOne() {
        try (var socket = gateway.raw()) {
            socket.send(upgrade("/ws").replace("Version: 13", "Version: 99"));
            assertThat(socket.head()).startsWith("HTTP/1.1 426 ").containsIgnoringCase("sec-websocket-version: 13");
        }
    }

    @Test
    void theAcceptanceIsComputedFromTheKey() {
        try (var socket = gateway.raw()) {
            assertThat(socket.send(upgrade("/ws")).head())
                    .containsIgnoringCase("sec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        }
    }

    @Test
    void headersThatAreTooLargeAreRefusedAndTheConnectionEnds() {
        try (var socket = gateway.raw()) {
            // When
            socket.send(upgrade("/ws", "X-Large: " + "x".repeat(65_536)));
            // Then
            assertThat(socket.status()).isIn(400, 431);
            socket.awaitEnd();
        }
    }

    @Test
    void aRequestLineThatIsTooLongIsRefusedAndTheConnectionEnds() {
        try (var socket = gateway.raw()) {
            // When
            socket.send(upgrade("/ws?workspace=" + "x".repeat(65_536)));
            // Then
            assertThat(socket.status()).isIn(400, 414);
            socket.awaitEnd();
        }
    }

    @Test
    void tooManyHeadersAreRefused() {
        assertThat(statusOf(upgrade("/ws", ("X-A: b\r\n".repeat(3_000) + "X-B: c"))))
                .isIn(400, 431);
    }

    @ParameterizedTest
    @ValueSource(strings = {"trestle.v1", "other, trestle.v1", "trestle.v1, other", "trestle.v2,trestle.v1"})
    void theSubprotocolIsSelectedWhenOffered(String offered) {
        try (var socket = gateway.raw()) {
            assertThat(socket.send(upgrade("/ws", "Sec-WebSocket-Protocol: " + offered))
                            .head())
                    .startsWith("HTTP/1.1 101 ")
                    .containsIgnoringCase("sec-websocket-protocol: trestle.v1\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-None: 1", "Sec-WebSocket-Protocol: other", "Sec-WebSocket-Protocol: trestle.v10"})
    void noSubprotocolIsSelectedThatWasNotOffered(String header) {
        try (var socket = gateway.raw()) {
            assertThat(socket.send(upgrade("/ws", header)).head())
                    .startsWith("HTTP/1.1 101 ")
                    .doesNotContainIgnoringCase("sec-websocket-protocol");
        }
    }
}
