package dev.trestle.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrecedenceTest {
    private static final Map<String, String> GATEWAY_ONLY = Map.of("node.roles", "[gateway]");

    @TempDir
    Path folder;

    @Test
    void aFileIsStrongerThanTheDefaults() throws IOException {
        // Given
        var file = file("node: {roles: [gateway]}\ngateway: {port: 1001}\n");
        // When
        var settings = Settings.read(new Sources(file, Map.of(), Map.of()));
        // Then
        assertThat(settings.gateway().port()).isEqualTo(1001);
    }

    @Test
    void theEnvironmentIsStrongerThanAFile() throws IOException {
        // Given
        var file = file("gateway: {port: 1001}\n");
        // When
        var settings = Settings.read(new Sources(file, Map.of("TRESTLE_GATEWAY_PORT", "1002"), GATEWAY_ONLY));
        // Then
        assertThat(settings.gateway().port()).isEqualTo(1002);
    }

    @Test
    void theCommandLineIsStrongerThanTheEnvironment() throws IOException {
        // Given
        var file = file("gateway: {port: 1001}\n");
        var commandLine = Map.of("node.roles", "[gateway]", "gateway.port", "1003");
        // When
        var settings = Settings.read(new Sources(file, Map.of("TRESTLE_GATEWAY_PORT", "1002"), commandLine));
        // Then
        assertThat(settings.gateway().port()).isEqualTo(1003);
    }

    @Test
    void whatASourceLeavesOutStaysAsItWas() throws IOException {
        // Given
        var file = file("gateway: {port: 1001, limits: {inFlight: 7}}\n");
        var environment = Map.of("TRESTLE_GATEWAY_LIMITS_JSON_DEPTH", "9");
        // When
        var gateway =
                Settings.read(new Sources(file, environment, GATEWAY_ONLY)).gateway();
        // Then
        assertThat(gateway.port()).isEqualTo(1001);
        assertThat(gateway.limits())
                .isEqualTo(new GatewayConfig.Limits(
                        1_048_576,
                        7,
                        1_024,
                        4_194_304,
                        9,
                        65_536,
                        268_435_456,
                        10_000,
                        262_144,
                        10_000,
                        100,
                        1_000,
                        10_000));
    }

    @Test
    void workspacesOfAllSourcesAreServed() throws IOException {
        // Given
        var inFile = Files.createDirectory(folder.resolve("a"));
        var elsewhere = Files.createDirectory(folder.resolve("b"));
        var file = file("workspaces: {a: a, c: a}\n");
        var environment = Map.of("TRESTLE_WORKSPACES", "{b: " + elsewhere + ", c: " + elsewhere + "}");
        // When
        var settings = Settings.read(new Sources(file, environment, Map.of("workspaces.d.e", inFile.toString())));
        // Then
        assertThat(settings.workspaces())
                .containsExactly(
                        Map.entry("a", inFile),
                        Map.entry("c", elsewhere),
                        Map.entry("b", elsewhere),
                        Map.entry("d.e", inFile));
    }

    @Test
    void aListIsReplacedWhole() throws IOException {
        // Given
        var file = file("cluster: {members: [a:1, b:2]}\n");
        // When
        var settings = Settings.read(new Sources(file, Map.of("TRESTLE_CLUSTER_MEMBERS", "[c:3]"), GATEWAY_ONLY));
        // Then
        assertThat(settings.cluster().members()).isEqualTo(List.of("c:3"));
    }

    @Test
    void aRelativeWorkspaceCountsFromTheFilesFolder() throws IOException {
        // Given
        Files.createDirectories(folder.resolve("deep/code"));
        var file = Files.writeString(folder.resolve("deep/trestle.yaml"), "workspaces: {demo: ../deep/code}\n");
        // When
        var settings = Settings.read(new Sources(file, Map.of(), Map.of()));
        // Then
        assertThat(settings.workspaces()).isEqualTo(Map.of("demo", folder.resolve("deep/code")));
    }

    @Test
    void aRelativeWorkspaceOfAnyOtherSourceCountsFromTheWorkingDirectory() {
        var settings = Settings.read(Sources.of(Map.of("workspaces.demo", "src")));

        assertThat(settings.workspaces())
                .isEqualTo(Map.of("demo", Path.of("src").toAbsolutePath()));
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(folder.resolve("trestle.yaml"), yaml);
    }
}
