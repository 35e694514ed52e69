package dev.trestle.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./trestle cluster-demo}, with workers of one kind. */
class ClusterDemoIT {

    @Test
    void startsTwoGatewaysAndTwoWorkersAndEndsThemAll(@TempDir Path folder) {
        // Given
        var environment = Map.of(
                "PATH", System.getenv("PATH"),
                "JAVA_HOME", System.getProperty("java.home"),
                "TRESTLE_TOKEN", StartedTrestle.TOKEN);
        var script = StartedTrestle.ROOT.resolve("trestle").toString();
        var command = List.of(script, "cluster-demo", folder.toString(), "fs");
        try (var demo = Launched.start(folder, environment, command)) {
            // The last line, before which four nodes have started as a user starts them.
            demo.line(line -> line.equals("Ctrl-C ends all."), Launched.PATIENCE.multipliedBy(3));
            assertThat(demo.out()).contains("\nworker fs\n");
            var nodes = ProcessHandle.of(demo.pid()).orElseThrow().children().toList();
            var gateways = demo.out()
                    .lines()
                    .filter(line -> line.startsWith("gateway http://127.0.0.1:"))
                    .map(line -> line.substring("gateway ".length(), line.indexOf("/?ticket=")))
                    .toList();
            assertThat(gateways).hasSize(2);
            assertThat(nodes).hasSize(4);
            gateways.forEach(url -> untilAllAnswer(folder, url));
            // When
            demo.terminate();
            // Then
            assertThat(nodes).noneMatch(ProcessHandle::isAlive);
        }
    }

    private static void untilAllAnswer(Path folder, String url) {
        await().atMost(Launched.PATIENCE)
                .until(
                        () -> StartedTrestle.run(folder, StartedTrestle.WITH_TOKEN, "nodes", "--url", url)
                                .out(),
                        table -> table.lines().count() == 1 + 4 && !table.contains("does not answer"));
    }
}
