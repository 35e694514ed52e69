package dev.trestle.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Clients of other systems at the started jar. */
class DialectsIT {

    private static final Path SCRIPTS = StartedTrestle.ROOT.resolve("integration-tests/src/test/resources/dialects");

    @TempDir
    private static Path folder;

    private static StartedTrestle trestle;
    private static Path hasty;

    @BeforeAll
    static void start() throws IOException {
        var served = Files.createDirectory(folder.toRealPath().resolve("served"));
        hasty = Files.createDirectory(folder.toRealPath().resolve("hasty"));
        var environment = new HashMap<>(StartedTrestle.WITH_TOKEN);
        environment.put("TRESTLE_DIALECTS_DEVEX_PORT", "0");
        environment.put("TRESTLE_DIALECTS_CLUSO_PORT", "0");
        environment.put("TRESTLE_DIALECTS_GATHERING_PORT", "0");
        environment.put("TRESTLE_DIALECTS_GATHERING_WORKSPACE", "gathering");
        environment.put("TRESTLE_DIALECTS_PATTERNS_PORT", "0");
        environment.put("TRESTLE_AGENT_LIMITS_TURN_BYTES", "1024");
        environment.put("TRESTLE_PTY_SHELL", "/bin/bash");
        var gathering = Files.createDirectory(folder.toRealPath().resolve("gathering"));
        trestle = StartedTrestle.of(
                served,
                environment,
                "--dialects",
                "all",
                "--workspace",
                "hasty=" + hasty,
                "--workspace",
                "gathering=" + gathering);
    }

    @AfterAll
    static void end() {
        trestle.close();
    }

    private static URI at(String dialect) {
        var line = trestle.process().line(text -> text.startsWith("dialect " + dialect + " "));
        return URI.create(line.substring(line.lastIndexOf(' ') + 1));
    }

    @TestFactory
    Stream<DynamicTest> hearWhatTheyHeardBefore() {
        return Stream.of(
                        "devex",
                        "devex-hostile",
                        "gathering-bus",
                        "gathering-channels",
                        "gathering-workspace",
                        "gathering-terminal",
                        "gathering-agents",
                        "gathering-rest",
                        "gathering-git",
                        "cluso",
                        "patterns")
                .map(name -> DynamicTest.dynamicTest(name, () -> converse(name)));
    }

    private static void converse(String name) throws IOException {
        var dialect = name.replaceFirst("-.*", "");
        var served = dialect.equals("gathering") ? trestle.folder().resolveSibling(dialect) : trestle.folder();
        try (var script = new Script(at(dialect), served)) {
            script.run(Files.readAllLines(SCRIPTS.resolve(name + ".txt")));
        }
    }

    /** Each patch only fits the text that the one before has left. */
    @Test
    void editAsFastAsTheyTypeAndLoseNothing() throws IOException {
        // Given
        var random = new Random(135);
        var files =
                new StringBuilder[] {new StringBuilder("start"), new StringBuilder("start"), new StringBuilder("start")
                };
        for (int i = 0; i < files.length; i++) {
            Files.writeString(hasty.resolve("f" + i), files[i]);
        }
        try (var client = EventClient.open(at("devex").resolve("/hasty/api/v1/repl/ws"))) {
            // When
            int patches = 405;
            for (int i = 0; i < patches; i++) {
                int file = i % files.length;
                client.say(event("updateContent", "path", "f" + file, "patch", typed(files[file], random)));
            }
            // Then
            for (int i = 0; i < patches; i++) {
                assertThat(client.next())
                        .isEqualTo("{\"event\":\"updateContentResponse\",\"data\":{\"success\":true}}");
            }
            for (int i = 0; i < files.length; i++) {
                assertThat(hasty.resolve("f" + i)).hasContent(files[i].toString());
            }
        }
    }

    /** Types a letter somewhere into {@code text}, and yields the patch that says so. */
    private static String typed(StringBuilder text, Random random) {
        int at = random.nextInt(text.length() + 1);
        int from = Math.max(0, at - 4);
        int to = Math.min(text.length(), at + 4);
        char letter = (char) ('a' + random.nextInt(26));
        var before = text.substring(from, at);
        var after = text.substring(at, to);
        text.insert(at, letter);
        int length = to - from;
        return "@@ -" + (from + 1) + "," + length + " +" + (from + 1) + "," + (length + 1) + " @@\n"
                + (before.isEmpty() ? "" : " " + before + "\n") + "+" + letter + "\n"
                + (after.isEmpty() ? "" : " " + after + "\n");
    }

    @Test
    void typeIntoATerminalKeyByKeyInOrder() {
        // Given
        var keys = new StringBuilder();
        new Random(180).ints(400, 'a', 'z' + 1).forEach(key -> keys.append((char) key));
        try (var client = EventClient.open(at("devex").resolve("/api/v1/repl/ws"))) {
            client.say("{\"event\":\"requestTerminal\",\"data\":{\"sessionId\":null}}");
            var session = Json.of(client.next()).at("/data/sessionId").textValue();
            client.say(event("terminalInput", "sessionId", session, "data", "stty -echo; echo ready-$((1+1)); cat\r"));
            gather(client, "ready-2");
            // When
            keys.chars()
                    .forEach(key ->
                            client.say(event("terminalInput", "sessionId", session, "data", Character.toString(key))));
            client.say(event("terminalInput", "sessionId", session, "data", "\r"));
            // Then
            gather(client, keys.toString());
        }
    }

    private static void gather(EventClient client, String wanted) {
        var all = new StringBuilder();
        while (all.indexOf(wanted) < 0) {
            all.append(Json.of(client.next()).at("/data").asText());
        }
    }

    private static String event(String event, Object... data) {
        return Json.object("event", event, "data", Json.object(data)).toString();
    }

    @Test
    void reachWhatAProgramServesOnAPort() throws IOException {
        // Given
        var app = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        app.createContext("/", exchange -> {
            var body = (exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                            + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        app.start();
        try {
            // When
            var there =
                    at("devex").resolve("/default/user-app/" + app.getAddress().getPort() + "/a%20b?c=d");
            // Then
            assertThat(Http.post(there, Map.of(), "body").body()).isEqualTo("POST /a%20b?c=d body");
        } finally {
            app.stop(0);
        }
        // And a WebSocket, for which Trestle's own door is as good as any
        var socket = at("devex").resolve("/user-app/" + trestle.port() + "/ws");
        try (var client = EventClient.open(socket, Map.of("Authorization", "Bearer " + StartedTrestle.TOKEN))) {
            assertThat(client.next()).contains("session.ready");
        }
    }

    @Test
    void areNotPagesOfAnywhereAndNotBehindAnotherDoor() {
        var devex = at("devex").resolve("/api/v1/repl/ws");

        assertThat(EventClient.open(devex, Map.of("Origin", "http://localhost:3000")))
                .isNotNull();
        assertThatThrownBy(() -> EventClient.open(devex, Map.of("Origin", "https://evil.example")))
                .hasCauseInstanceOf(WebSocketHandshakeException.class);
        var around = at("devex").resolve("/user-app/" + at("cluso").getPort() + "/api/files/cwd");
        assertThat(Http.get(around).statusCode()).isEqualTo(403);
        var rebound =
                RawSocket.answerTo(devex, "GET /ping HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
        assertThat(rebound).startsWith("HTTP/1.1 403 ");
    }

    @Test
    void mayPutTheirJsonIntoBinaryMessages() {
        try (var client = EventClient.open(at("devex").resolve("/api/v1/repl/ws"))) {
            client.sayBinary("{\"event\":\"Connection\"}");

            assertThat(client.next()).startsWith("{\"event\":\"Loaded\"");
        }
    }

    /** As some have sent to make a server fall over; it answers the next client as ever. */
    @Test
    void cannotBringItDown() {
        var nested = "[".repeat(50_000);
        for (var dialect : new String[] {"devex", "gathering", "cluso", "patterns"}) {
            var path = at(dialect).resolve(dialect.equals("devex") ? "/api/v1/repl/ws" : "/ws");
            for (var garbage : new String[] {
                "null", nested, "{\"event\":" + nested, "\"\\ud800\"", "{\"type\":null,\"id\":1e999}", ""
            }) {
                try (var client = EventClient.open(path)) {
                    client.say(garbage);
                }
            }
            try (var client = EventClient.open(path)) {
                client.say("{\"event\":\"Connection\"}");
                assertThat(client.next()).isNotEmpty();
            }
        }
        assertThat(trestle.process().err()).doesNotContain("ERROR");
    }
}
