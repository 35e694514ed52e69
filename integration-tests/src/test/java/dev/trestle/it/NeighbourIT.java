package dev.trestle.it;

import static dev.trestle.it.Json.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another team's service, in a JVM of its own beside the started jar, on the clustered bus. */
class NeighbourIT {

    @TempDir
    private static Path folder;

    private static Neighbourhood neighbourhood;

    private Launched service;
    private Client client;

    @BeforeAll
    static void start() throws IOException {
        Files.writeString(folder.resolve("a.txt"), "good\nbad \nπ 🎈\nworse\t\t\n");
        neighbourhood = new Neighbourhood(folder, Map.of());
    }

    @AfterAll
    static void stop() {
        neighbourhood.close();
    }

    @BeforeEach
    void open() {
        service = neighbourhood.lintService();
        client = neighbourhood.trestle().client();
        await().atMost(Launched.PATIENCE)
                .until(() -> client.call("session.operations").toString().contains("lint.run"));
    }

    @AfterEach
    void close() {
        client.close();
        service.close();
    }

    @Test
    void isCalledByNameAndCallsTheNodeItself() {
        // When
        var report = client.call("lint.run", "path", "a.txt");
        // Then
        var findings =
                List.of(Map.of("line", 2, "message", "ends in blanks"), Map.of("line", 4, "message", "ends in blanks"));
        assertThat(report).isEqualTo(object("lines", 4, "findings", findings));
        assertThat(client.call("workspace.list"))
                .isEqualTo(object(
                        "workspaces",
                        List.of(Map.of("id", "default", "services", List.of("agent", "fs", "git", "lint", "pty")))));
        assertThat(client.error("lint.run", "path", "nothing").get("message").asText())
                .isEqualTo("no such file: nothing");
        assertThat(client.code("lint.run", "path", "../../etc/passwd")).isEqualTo("FORBIDDEN");
        assertThat(client.error("lint.run").get("message").asText()).contains("path");
        assertThat(client.code("lint.walk", "path", "a.txt")).isEqualTo("UNKNOWN_OPERATION");
        var overHttp =
                Http.post(neighbourhood.trestle().http("/api/v1/call/lint.run"), Http.OWNER, "{\"path\":\"a.txt\"}");
        assertThat(Json.of(overHttp.body())).isEqualTo(report);
    }

    @Test
    void whenItIsStoppedTheNextCallIsAnsweredAtOnce() {
        // Given
        assertThat(client.call("lint.run", "path", "a.txt").get("lines").asInt())
                .isEqualTo(4);
        // When
        service.terminate();
        // Then
        long start = System.nanoTime();
        assertThat(client.code("lint.run", "path", "a.txt")).isIn("UNAVAILABLE", "UNKNOWN_OPERATION");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        assertThat(client.call("fs.read", "path", "a.txt").has("content")).isTrue();
    }

    @Test
    void whenItIsKilledCallsAreAnsweredWithinSeconds() {
        // Given
        assertThat(client.call("lint.run", "path", "a.txt").get("lines").asInt())
                .isEqualTo(4);
        // When
        service.close();
        // Then
        long start = System.nanoTime();
        assertThat(client.code("lint.run", "path", "a.txt")).isIn("UNAVAILABLE", "UNKNOWN_OPERATION");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        await().atMost(Duration.ofSeconds(15))
                .until(() -> !client.call("session.operations").toString().contains("lint.run"));
        assertThat(client.call("fs.read", "path", "a.txt").has("content")).isTrue();
    }
}
