package dev.trestle.it;

import static dev.trestle.it.Json.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** PROTOCOL §10: {@code up} from the ready line to the end of the drain. */
class CommandUpIT {

    @TempDir
    private Path folder;

    @Test
    void isReadySoonAndSaysSoInOneLineWhoseTicketOpensASocket() {
        try (var trestle = StartedTrestle.of(folder, Map.of())) {
            // When
            var client = Client.open(trestle.ws("ticket=" + trestle.ticket()), Map.of());
            // Then
            assertThat(trestle.readyLine())
                    .matches("ready http://127\\.0\\.0\\.1:[1-9][0-9]*/\\?ticket=[A-Za-z0-9_-]{22,}");
            assertThat(client.notification().at("/params/principal").asText()).isEqualTo("owner");
            assertThat(Client.handshake(trestle.ws("ticket=" + trestle.ticket()), Map.of()))
                    .isEqualTo(401);
            System.err.println("ready after " + trestle.startup().toMillis() + " ms");
            assertThat(trestle.startup()).isLessThan(Duration.ofSeconds(10));
            var ended = trestle.process().terminate();
            assertThat(ended.out()).isEqualTo(trestle.readyLine() + "\n");
        }
    }

    @Test
    void withoutAFolderServesTheOneItIsStartedIn() throws IOException {
        // Given
        Files.writeString(folder.resolve("here.txt"), "here");
        try (var trestle = StartedTrestle.up(folder, StartedTrestle.WITH_TOKEN, List.of("up", "--port", "0"));
                var client = trestle.client()) {
            // When
            var content = client.call("fs.read", "workspace", "default", "path", "here.txt");
            // Then
            assertThat(content.get("content").asText()).isEqualTo("here");
        }
    }

    @Test
    void servesTheWorkspacesOfTheCommandLine() throws IOException {
        // Given
        Files.createDirectory(folder.resolve("api"));
        Files.createDirectory(folder.resolve("web"));
        var arguments = List.of("up", "--port", "0", "--workspace", "api=api", "--workspace", "w.e-b_1=web");
        try (var trestle = StartedTrestle.up(folder, StartedTrestle.WITH_TOKEN, arguments);
                var client = trestle.client()) {
            // When
            var workspaces = client.notification().at("/params/workspaces");
            // Then
            assertThat(workspaces).isEqualTo(Json.of("[\"api\",\"w.e-b_1\"]"));
            assertThat(client.code("fs.list", "path", "/")).isEqualTo("NOT_FOUND");
            assertThat(client.call("fs.list", "workspace", "api", "path", "/").get("entries"))
                    .isEmpty();
        }
    }

    @Test
    void theCommandLineIsStrongerThanTheEnvironmentAndThatThanTheFile() throws IOException {
        // Given
        Files.writeString(folder.resolve("trestle.yaml"), "gateway:\n  heartbeatMs: 11111\n  drainMs: 77\n  port: 1\n");
        var environment = Map.of(
                "TRESTLE_TOKEN", StartedTrestle.TOKEN,
                "TRESTLE_GATEWAY_HEARTBEAT_MS", "22222",
                "TRESTLE_GATEWAY_PORT", "2");
        try (var trestle = StartedTrestle.of(folder, environment, "--config", "trestle.yaml");
                var client = trestle.client()) {
            // When
            var heartbeat = client.notification().at("/params/heartbeatMs").asInt();
            // Then
            assertThat(heartbeat).isEqualTo(22_222);
            assertThat(trestle.port()).isGreaterThan(2);
        }
    }

    @Test
    @ExtendWith(OneTrestle.class)
    void listensOnTheGivenAddressAlone(StartedTrestle trestle) {
        // When
        var there = reaches("127.0.0.2", trestle.port());
        // Then
        assertThat(there).isFalse();
        assertThat(reaches("127.0.0.1", trestle.port())).isTrue();
    }

    private static boolean reaches(String host, int port) {
        try (var socket = new Socket(InetAddress.getByName(host), port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    @Test
    void sigtermDrains() {
        drainsOn("TERM");
    }

    @Test
    void ctrlCDrains() {
        drainsOn("INT");
    }

    private void drainsOn(String signal) {
        try (var trestle = StartedTrestle.of(folder);
                var client = trestle.client()) {
            assumeFalse(
                    ignores(trestle.process().pid(), signal),
                    "a build in the background passes on that Ctrl-C is ignored");
            client.notification();
            var answers = new ArrayList<CompletableFuture<?>>();
            for (int i = 0; i < 20; i++) {
                answers.add(client.begin("fs.write", object("path", "f" + i, "content", "x")));
            }
            client.call("session.ping");
            // When
            trestle.process().signal(signal);
            // Then
            var closing = client.notification();
            assertThat(closing.get("method").asText()).isEqualTo("session.closing");
            assertThat(closing.at("/params/reason").asText()).isNotBlank();
            assertThat(closing.at("/params/reconnectAfterMs").isIntegralNumber())
                    .isTrue();
            assertThat(client.closed().code()).isEqualTo(1001);
            assertThat(answers).allMatch(answer -> answer.isDone() && !answer.isCompletedExceptionally());
            var ended = trestle.process().ended();
            assertThat(ended.exitCode()).as(ended.err()).isZero();
            assertThat(ended.out()).isEqualTo(trestle.readyLine() + "\n");
            assertThat(folder.resolve("f19")).exists();
        }
    }

    /** Whether the process was started with {@code signal} ignored; only Linux tells. */
    private static boolean ignores(long pid, String signal) {
        try {
            int bit = signal.equals("INT") ? 1 : 14;
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith("SigIgn:"))
                    .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) >> bit & 1) != 0);
        } catch (IOException notLinux) {
            return false;
        }
    }
}
