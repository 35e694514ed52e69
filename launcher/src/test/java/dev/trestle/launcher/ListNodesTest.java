package dev.trestle.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code trestle nodes} makes of the answer of a gateway, which is a stand-in. */
class ListNodesTest {

    private static final String ANSWER = """
            {"nodes": [
              {"node": "n-1", "answers": true, "is": {"version": "1.2", "roles": ["gateway"], "started": 0,
                "workspaces": [], "sockets": 12}},
              {"node": "n-22", "answers": true, "is": {"version": "1.10", "roles": ["fs", "pty"], "started": 0,
                "workspaces": ["demo", "docs"], "terminals": 3}},
              {"node": "n-3", "answers": false}]}
            """;

    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/call/cluster.nodes", exchange -> {
            var bytes = ANSWER.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            try (var body = exchange.getResponseBody()) {
                body.write(bytes);
            }
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void theNodesAreATable() {
        // When
        var url = "http://127.0.0.1:" + server.getAddress().getPort();
        var run = CommandLineRun.of(Map.of("TRESTLE_TOKEN", "a-token-of-tests"), "nodes", "--url", url);
        // Then
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines().map(line -> line.replaceAll("[0-9]{4}-[0-9-]+ [0-9:]+", "~")))
                .containsExactly(
                        "NODE  VERSION  ROLES    WORKSPACES  SINCE             SOCKETS  TERMINALS",
                        "n-1   1.2      gateway  -           ~  12       -",
                        "n-22  1.10     fs,pty   demo,docs   ~  -        3",
                        "n-3   does not answer");
    }
}
