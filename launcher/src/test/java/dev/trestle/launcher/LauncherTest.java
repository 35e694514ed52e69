package dev.trestle.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.config.EffectiveSettings;
import dev.trestle.config.Settings;
import dev.trestle.config.Sources;
import io.vertx.core.Future;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {

    @TempDir
    private Path folder;

    @Test
    void runsUntilItIsDrained() throws Exception {
        // Given
        var running = get(Launcher.start(settings(Map.of())));
        assertThat(running.readyLine()).matches("ready http://127\\.0\\.0\\.1:[1-9]\\d*/\\?ticket=\\S+");
        // When
        get(running.drain());
        // Then
        assertThat(running.node().vertx().deploymentIDs()).isEmpty();
    }

    @Test
    void saysOnlyReadyWithoutAGateway() throws Exception {
        // When
        var running = get(Launcher.start(settings(Map.of("node.roles", "[fs]"))));
        // Then
        assertThat(running.readyLine()).isEqualTo("ready");
        get(running.drain());
    }

    @Test
    void aPortInUseIsForThePersonWhoChoseIt() throws Exception {
        try (var taken = new ServerSocket(0)) {
            // Given
            var settings = settings(Map.of("gateway.port", Integer.toString(taken.getLocalPort())));
            // When
            assertThatThrownBy(() -> get(Launcher.start(settings)))
                    // Then
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOf(CommandException.class)
                    .hasMessageContaining("cannot listen on 127.0.0.1:" + taken.getLocalPort())
                    .hasMessageContaining("choose another with --port");
        }
    }

    @Test
    void aTokenIsDifferentEachTime() {
        assertThat(Tokens.random()).hasSize(43).isNotEqualTo(Tokens.random());
    }

    private Settings settings(Map<String, String> others) {
        var keys = new HashMap<>(Map.of("gateway.port", "0", "workspaces.default", folder.toString()));
        keys.putAll(others);
        return EffectiveSettings.read(Sources.of(keys)).settings();
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
