package dev.trestle.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway in one JVM and its terminals in another, which is killed. */
class TerminalsWorkerLostIT {

    /** How long a cluster takes at most to miss a process that was killed: its connection ends with it. */
    private static final Duration DETECTED = Duration.ofSeconds(10);

    private static StartedTrestle worker(Path folder, Neighbourhood neighbourhood) {
        var environment = Map.of(
                "TRESTLE_CLUSTER_ENABLED",
                "true",
                "TRESTLE_CLUSTER_PORT",
                Integer.toString(Neighbourhood.freePort()),
                "TRESTLE_CLUSTER_MEMBERS",
                "[" + neighbourhood.member() + "]");
        return StartedTrestle.up(folder, environment, List.of("up", folder.toString(), "--role", "pty"));
    }

    @Test
    void whoLooksOnIsToldWhenTheWorkerIsKilled(@TempDir Path folder) {
        var gateway = Map.of("TRESTLE_NODE_ROLES", "[gateway]");
        try (var neighbourhood = new Neighbourhood(folder, gateway);
                var worker = worker(folder, neighbourhood);
                var client = neighbourhood.trestle().client()) {
            // Given
            await().atMost(Launched.PATIENCE)
                    .until(() -> client.call("session.operations").toString().contains("pty.open"));
            var shell = new Console(client).open("sh", "-c", "echo $$; exec sleep 1003");
            shell.until("\n");
            long pid = Long.parseLong(shell.text().strip());
            // When
            worker.process().signal("KILL");
            // Then
            long killed = System.nanoTime();
            var told = client.notification();
            assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(DETECTED);
            assertThat(told.get("method").asText()).isEqualTo("pty.exited");
            assertThat(told.get("params"))
                    .isEqualTo(Json.object("terminal", shell.terminal(), "reason", "worker lost"));
            assertThat(client.code("pty.input", "terminal", shell.terminal(), "data", "x"))
                    .isIn("NOT_FOUND", "UNAVAILABLE");
            await().atMost(Launched.PATIENCE).until(() -> ProcessHandle.of(pid).isEmpty());
        }
    }
}
