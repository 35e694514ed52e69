package dev.trestle.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.config.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class NodeOptionsTest {

    private static final Path HERE = Path.of("").toAbsolutePath();

    @TempDir
    private Path folder;

    @Test
    void overridesNothingThatWasNotSaid() {
        assertThat(options().overrides()).isEmpty();
    }

    @Test
    void overridesWhatWasSaid() {
        // When
        var overrides = options("--host", "::1", "--port", "0", "--role", "fs,gateway", "--workspace", "api=/srv/api")
                .overrides();
        // Then
        assertThat(overrides)
                .isEqualTo(Map.of(
                        "gateway.host", "::1",
                        "gateway.port", "0",
                        "node.roles", "[\"fs\", \"gateway\"]",
                        "workspaces.api", "/srv/api"));
    }

    @Test
    void turnsOnTheDialectsThatAreNamed() {
        assertThat(options("--dialects", "cluso").overrides()).isEqualTo(Map.of("dialects.cluso.enabled", "true"));
    }

    @Test
    void turnsOnAllDialects() {
        var dialects = settings("--dialects", "all").dialects();

        assertThat(dialects.devex().enabled()).isTrue();
        assertThat(dialects.gathering().enabled()).isTrue();
        assertThat(dialects.cluso().enabled()).isTrue();
        assertThat(dialects.patterns().enabled()).isTrue();
    }

    @Test
    void refusesADialectThatIsNotSpoken() {
        assertThatThrownBy(() -> options("--dialects", "devex,klingon").overrides())
                .hasMessage("--dialects must be all or some of devex, gathering, cluso, patterns, not \"klingon\"");
    }

    @Test
    void takesRolesInSeveralOptionsToo() {
        assertThat(settings("--role", "fs", "--role", "gateway").node().roles()).containsExactly("fs", "gateway");
    }

    @Test
    void cannotBeTrickedIntoYaml() {
        assertThatThrownBy(() -> settings("--role", "fs], gateway: {port: 1}, x: ["))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("node.roles");
    }

    @Test
    void servesTheFolderItIsGivenAsDefault() {
        assertThat(settings(folder.toString()).workspaces()).isEqualTo(Map.of("default", folder));
    }

    @Test
    void servesTheCurrentFolderWhenNobodyNamesOne() {
        assertThat(settings().workspaces()).isEqualTo(Map.of("default", HERE));
    }

    @Test
    void servesOnlyTheWorkspacesItIsGiven() {
        assertThat(settings("--workspace", "api=" + folder).workspaces()).isEqualTo(Map.of("api", folder));
    }

    @Test
    void servesTheFolderBesideTheWorkspaces() {
        assertThat(settings(folder.toString(), "--workspace", "here=.").workspaces())
                .isEqualTo(Map.of("default", folder, "here", HERE));
    }

    @Test
    void servesTheWorkspacesOfTheConfiguration() throws Exception {
        // Given
        var config = Files.writeString(folder.resolve("trestle.yaml"), "workspaces: {api: .}");
        // When
        var settings = settings("--config", config.toString());
        // Then
        assertThat(settings.workspaces()).isEqualTo(Map.of("api", folder));
    }

    @Test
    void addsToTheWorkspacesOfTheConfiguration() throws Exception {
        // Given
        var config = Files.writeString(folder.resolve("trestle.yaml"), "workspaces: {api: ., web: .}");
        // When
        var settings = settings("--config", config.toString(), "--workspace", "api=" + HERE);
        // Then
        assertThat(settings.workspaces()).isEqualTo(Map.of("api", HERE, "web", folder));
    }

    @Test
    void servesNothingWithoutTheRoleThatServesIt() {
        assertThat(settings("--role", "gateway").workspaces()).isEmpty();
    }

    @Test
    void refusesAWorkspaceWithoutAFolder() {
        for (var wrong : List.of("api", "=/srv", "api=")) {
            assertThatThrownBy(() -> options("--workspace", wrong).overrides())
                    .hasMessage("--workspace must be ID=DIR, such as demo=/srv/demo, not \"" + wrong + "\"");
        }
    }

    @Test
    void refusesToChooseBetweenTwoFolders() {
        assertThatThrownBy(() ->
                        options("--workspace", "a=/x", "--workspace", "a=/y").overrides())
                .hasMessage("--workspace names \"a\" twice; keep one of them");
        assertThatThrownBy(() -> options("/x", "--workspace", "default=/y").overrides())
                .hasMessage("DIR and --workspace default=… both name the workspace \"default\"; keep one");
    }

    private static NodeOptions options(String... arguments) {
        return CommandLine.populateCommand(new NodeOptions(), arguments);
    }

    private static dev.trestle.config.Settings settings(String... arguments) {
        return options(arguments).read(Map.of()).settings();
    }
}
