package dev.trestle.config;

import static dev.trestle.config.Written.inFile;
import static dev.trestle.config.Written.onCommandLine;
import static dev.trestle.config.Written.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds between two rooms. */
class SettingsTest {
    private static final String OPEN =
            ", which other machines can reach, and there is no token: set TRESTLE_TOKEN to at"
                    + " least 16 characters, or bind to 127.0.0.1";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.168.1.7", "2001:db8::1", "example.org", "localhost.example.org"})
    void aHostThatOthersCanReachNeedsAToken(String host) {
        assertThat(refusalOf(onCommandLine("gateway.host", host)))
                .isEqualTo("command line: gateway.host is " + host + OPEN);
    }

    @Test
    void aHostThatOthersCanReachNamesItsLine() throws IOException {
        assertThat(refusalOf(inFile(folder, "node.roles: [gateway]\ngateway:\n  host: 0.0.0.0\n"), folder))
                .isEqualTo("trestle.yaml:3: gateway.host is 0.0.0.0" + OPEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "::1", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1", "localhost"})
    void aLoopbackHostNeedsNoToken(String host) {
        assertThat(Settings.read(onCommandLine("gateway.host", host)).gateway().host())
                .isEqualTo(host);
    }

    @Test
    void aHostThatOthersCanReachIsFineWithAToken() {
        var sources = Sources.of(
                Map.of("node.roles", "[gateway]", "gateway.host", "0.0.0.0", "access.token", "0123456789abcdef"));

        assertThat(Settings.read(sources).gateway().host()).isEqualTo("0.0.0.0");
    }

    @Test
    void aNodeThatServesNoSocketsNeedsNoToken() {
        var sources = Sources.of(
                Map.of("node.roles", "[fs]", "gateway.host", "0.0.0.0", "workspaces.demo", folder.toString()));

        assertThat(Settings.read(sources).node().has("gateway")).isFalse();
    }

    @Test
    void aNodeThatServesNoFilesNeedsNoneOfTheDirectories() {
        var settings = Settings.read(onCommandLine("workspaces.demo", "/no/such/folder"));

        assertThat(settings.workspaces()).isEqualTo(Map.of("demo", Path.of("/no/such/folder")));
    }

    @Test
    void aRelativeWorkspaceIsRefusedByTheRecord() {
        var settings = Settings.read(onCommandLine("workspaces.demo", folder.toString()));

        assertThatThrownBy(() -> new Settings(
                        settings.node(),
                        settings.gateway(),
                        settings.dialects(),
                        settings.topics(),
                        settings.redis(),
                        settings.bridge(),
                        settings.access(),
                        Map.of("demo", Path.of("src")),
                        settings.fs(),
                        settings.pty(),
                        settings.git(),
                        settings.agent(),
                        settings.agents(),
                        settings.cluster(),
                        settings.status(),
                        settings.tracing(),
                        settings.log()))
                .isInstanceOf(ConfigException.class)
                .hasMessage("workspaces.demo must be a directory that exists, not src");
    }

    @Test
    void theTokenIsNotInTheText() {
        var settings = Settings.read(onCommandLine("access.token", "not-for-the-log-0001"));

        assertThat(settings.toString()).contains("AccessConfig[token=****,").doesNotContain("not-for-the-log");
    }
}
