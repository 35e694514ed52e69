package dev.trestle.verticle.pty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.sandbox.Launch;
import dev.trestle.wire.Failure;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignalsTest {

    private static Tty start(String... command) {
        return Tty.start(new Launch(List.of(command), Map.of("PATH", "/usr/bin:/bin"), Path.of("/")));
    }

    @Test
    void reachTheJobInTheForegroundAndNotTheShell() throws Exception {
        try (var tty = start("/bin/bash", "--norc", "--noediting")) {
            // Given
            tty.type("sh -c 'echo on''going; exec sleep 100'\n").await("ongoing");
            // When
            assertThat(Signals.send(tty.pid(), "INT")).isTrue();
            // Then
            tty.type("echo code=$?\n").await("code=130");
        }
    }

    @Test
    void reachNobodyWhenTheProgramHasEnded() throws Exception {
        try (var tty = start("/bin/true")) {
            tty.exitCode();

            assertThat(Signals.send(tty.pid(), "INT")).isFalse();
        }
    }

    @Test
    void thatAreNotKnownAreRefused() {
        assertThatThrownBy(() -> Signals.send(1, "SIGINT"))
                .isInstanceOf(Failure.class)
                .hasMessage(
                        "signal must be one of CONT, HUP, INT, KILL, QUIT, STOP, TERM, TSTP, USR1, USR2, not SIGINT");
    }
}
