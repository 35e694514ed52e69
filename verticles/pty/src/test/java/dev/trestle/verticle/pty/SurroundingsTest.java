package dev.trestle.verticle.pty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.config.Settings;
import dev.trestle.config.Sources;
import dev.trestle.sandbox.Launch;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SurroundingsTest {

    private static final int MOST = 100;

    private static Map<String, String> of(Map<String, String> worker, Map<String, String> asked) {
        return new Surroundings(worker, null, MOST).of("demo", "t1", asked);
    }

    private static Failure refusalOf(Map<String, String> asked) {
        try {
            of(Map.of(), asked);
            throw new AssertionError("it was accepted");
        } catch (Failure refused) {
            return refused;
        }
    }

    @Test
    void aProgramSeesWhatItNeedsAndNothingElseOfTheWorker() {
        // Given
        var worker = new HashMap<>(Map.of("TRESTLE_TOKEN", "s", "TRESTLE_MARK", "4", "AWS_SECRET_ACCESS_KEY", "s"));
        worker.putAll(
                Map.of("JAVA_TOOL_OPTIONS", "-x", "LD_PRELOAD", "x", "TERM", "dumb", "BASH_ENV", "x", "HOME", "/h"));
        worker.putAll(
                Map.of("PATH", "/p", "USER", "u", "LOGNAME", "u", "LANG", "C.UTF-8", "LC_TIME", "de", "TZ", "UTC"));
        worker.put("SHELL", "/bin/sh");
        // When
        var variables = of(worker, null);
        // Then
        assertThat(variables)
                .isEqualTo(Map.ofEntries(
                        Map.entry("HOME", "/h"),
                        Map.entry("PATH", "/p"),
                        Map.entry("USER", "u"),
                        Map.entry("LOGNAME", "u"),
                        Map.entry("LANG", "C.UTF-8"),
                        Map.entry("LC_TIME", "de"),
                        Map.entry("TZ", "UTC"),
                        Map.entry("SHELL", "/bin/sh"),
                        Map.entry("TERM", "xterm-256color"),
                        Map.entry("COLORTERM", "truecolor"),
                        Map.entry("TRESTLE_WORKSPACE", "demo"),
                        Map.entry("TRESTLE_TERMINAL", "t1")));
    }

    @Test
    void whatTheClientAsksForIsAddedOrReplaces() {
        var variables = of(Map.of("LANG", "C"), Map.of("LANG", "de_DE.UTF-8", "TERM", "vt100", "mine", ""));

        assertThat(variables)
                .containsEntry("LANG", "de_DE.UTF-8")
                .containsEntry("TERM", "vt100")
                .containsEntry("mine", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1A", "A B", "A=B", "A-B", "Ä", "A\0", "A\n"})
    void aNameIsOneThatShellsKnow(String name) {
        assertThat(refusalOf(Map.of(name, "x")).code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    }

    @Test
    void theServersOwnNamesAreRefused() {
        assertThatThrownBy(() -> of(Map.of(), Map.of("TRESTLE_MARK", "x")))
                .isInstanceOf(Failure.class)
                .hasMessage("env may not set TRESTLE_MARK: names with TRESTLE_ are the server's");
    }

    @Test
    void aValueHasNoNul() {
        assertThat(refusalOf(Map.of("A", "x\0y"))).hasMessage("env.A must be a text without NUL");
    }

    @Test
    void thereIsOnlySoMuchOfIt() {
        of(Map.of(), Map.of("A", "x".repeat(MOST - 1)));

        var refused = refusalOf(Map.of("A", "ü".repeat(MOST / 2)));

        assertThat(refused.code()).isEqualTo(ErrorCode.TOO_LARGE);
        assertThat(refused).hasMessage("env has 101 bytes, and may have pty.envBytes = 100");
    }

    @Test
    void theShellIsThatOfTheWorkerIfItIsThere() {
        assertThat(new Surroundings(Map.of("SHELL", "/bin/sh"), null, MOST).shell())
                .isEqualTo("/bin/sh");
        assertThat(new Surroundings(Map.of("SHELL", "/no/such/shell"), null, MOST).shell())
                .isEqualTo("/bin/bash");
        assertThat(new Surroundings(Map.of("SHELL", "sh"), null, MOST).shell()).isEqualTo("/bin/bash");
    }

    @Test
    void theShellOfTheSettingsGoesFirst() {
        var variables = new Surroundings(Map.of("SHELL", "/bin/bash"), "/bin/sh", MOST);

        assertThat(variables.shell()).isEqualTo("/bin/sh");
        assertThat(variables.of("demo", "t1", null)).containsEntry("SHELL", "/bin/sh");
    }

    @Test
    void aShellOfTheSettingsThatCannotBeExecutedIsRefused() {
        for (var shell : List.of("/etc/passwd", "/tmp", "/no/such/shell")) {
            var config = Settings.read(Sources.of(Map.of("node.roles", "[gateway]", "pty.shell", shell)))
                    .pty();

            assertThatThrownBy(() -> Surroundings.of(config, Map.of()))
                    .hasMessageContaining("pty.shell must be a program that can be executed, not \"" + shell + "\"");
        }
    }

    @Test
    void onARealTerminalTheyAreAllThereIs() throws Exception {
        // Given
        var worker = new HashMap<>(System.getenv());
        worker.put("TRESTLE_TOKEN", "a-secret-of-the-worker");
        var directory = java.nio.file.Path.of("/");
        var launch = new Launch(java.util.List.of("/bin/cat", "/proc/self/environ"), of(worker, null), directory);
        // When
        try (var tty = Tty.start(launch)) {
            // Then
            tty.await("TRESTLE_WORKSPACE=demo");
            tty.exitCode();
            assertThat(tty.written()).doesNotContain("a-secret-of-the-worker", "TRESTLE_TOKEN");
        }
    }
}
