package dev.trestle.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * The nodes of a cluster become another version, one after the other, as {@code docs/OPERATIONS.md} says, while it is used.
 * The other build is this one with another version in its manifest; what may differ between two is written there.
 */
@EnabledIfSystemProperty(
        named = "nemesis.upgrade",
        matches = "true",
        disabledReason = "a part of integration-tests/nemesis")
class RollingUpgradeIT {

    private static final String NEXT = "99.0.0";

    @Test
    void noCallFailsForAWorkerThatIsExchangedAndNobodyMissesAnEvent(@TempDir Path folder) throws Exception {
        // Given
        var next = nextBuild(folder.resolve("next.jar"));
        try (var fleet = new Fleet(folder, 2, 2, NemesisIT.SETTINGS)) {
            var ordeal = new Ordeal(fleet, folder, System.nanoTime());
            // When
            ordeal.run(List.of(() -> upgrade(fleet, next)));
            // Then
            ordeal.report().forEach(LoggerFactory.getLogger(getClass())::info);
            assertThat(ordeal.missed())
                    .as("times that a subscriber missed something")
                    .isZero();
            assertThat(ordeal.refused()).as("writes that were refused").isEmpty();
            assertThat(fleet.gateways())
                    .allSatisfy(
                            gateway -> assertThat(versions(gateway)).hasSize(4).containsOnly(NEXT));
        }
    }

    /** Workers first, then gateways: who answers knows at least what those ask who came before. */
    private static void upgrade(Fleet fleet, Path next) {
        for (var nodes : List.of(fleet.workers(), fleet.gateways())) {
            for (var node : nodes) {
                node.upgrade(next);
                assertThat(node.drain()).as(node.name() + " has drained").isTrue();
                node.start();
                fleet.awaitOneDirectory(Duration.ofSeconds(30));
            }
        }
    }

    private static List<String> versions(FleetNode gateway) {
        var answer = Http.send("GET", gateway.http("/api/v1/cluster"), Http.OWNER, "");
        return Json.of(answer.body()).findValuesAsText("version");
    }

    private static Path nextBuild(Path target) throws IOException {
        Files.copy(StartedTrestle.JAR, target);
        try (var jar = FileSystems.newFileSystem(URI.create("jar:" + target.toUri()), Map.of())) {
            var manifest = jar.getPath("META-INF/MANIFEST.MF");
            var text = Files.readString(manifest);
            Files.writeString(
                    manifest, text.replaceFirst("(?m)^Implementation-Version: .*$", "Implementation-Version: " + NEXT));
        }
        return target;
    }
}
