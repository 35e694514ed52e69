package dev.trestle.verticle.pty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Pty;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PtyEndTest {

    @RegisterExtension
    final PtyNode node = new PtyNode(
            "pty.detachedTtlMs", "300", "pty.exitedTtlMs", "300", "pty.killGraceMs", "100", "pty.patienceMs", "50");

    @Test
    void closeEndsWhatEscapedFromTheTerminalAndWhatIgnoresTheHangUp() {
        // Given
        var watcher = node.open(
                "sh",
                "-c",
                "trap '' HUP; setsid sleep 1001 & echo $!; trap '' HUP; echo ready; while :; do sleep 1; done");
        watcher.untilSeen("ready");
        long escaped = Long.parseLong(watcher.text().lines().findFirst().orElseThrow());
        // When
        node.call(Pty.CLOSE, new Pty.Close(watcher.terminal()));
        // Then
        assertThat(runs(escaped)).isFalse();
        watcher.untilOver();
        assertThat(watcher.events()).containsExactly(watcher.size() + " EXITED {\"code\":137,\"signal\":\"KILL\"}");
        assertThat(node.listed(watcher.terminal())).isNull();
        assertThat(node.refusal(Pty.CLOSE, new Pty.Close(watcher.terminal())).code())
                .isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void aTerminalThatNobodyLooksAtEndsAfterItsTime() {
        // Given
        var watcher = node.open("sh", "-c", "echo $$; exec sleep 1002");
        watcher.untilSeen("\n");
        long pid = Long.parseLong(watcher.text().strip());
        // When
        watcher.leaves();
        // Then
        PtyNode.until(() -> node.listed(watcher.terminal()) == null);
        PtyNode.until(() -> !runs(pid));
    }

    @Test
    void whatHasEndedCanBeSeenForAWhileAndIsThenForgotten() {
        // Given
        var terminal = node.open("echo", "bye").untilOver().terminal();
        // When
        var late = node.attach(terminal, null).untilOver();
        // Then
        assertThat(late.text()).isEqualTo("bye\r\n");
        PtyNode.until(() -> node.listed(terminal) == null);
    }

    @Test
    void nothingStaysOpenAfterManyTerminals() {
        // Given
        openAndClose(20);
        int files = openFiles();
        int threads = threads();
        // When
        openAndClose(100);
        // Then
        PtyNode.until(() -> openFiles() <= files && threads() <= threads);
    }

    /** Whether it does anything: one that has ended and that nobody has waited for does not. */
    private static boolean runs(long pid) {
        try {
            var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException gone) {
            return false;
        }
    }

    private void openAndClose(int times) {
        for (int i = 0; i < times; i++) {
            var watcher = node.open("cat");
            node.call(Pty.CLOSE, new Pty.Close(watcher.terminal()));
        }
    }

    private static int openFiles() {
        return Objects.requireNonNull(new File("/proc/self/fd").list()).length;
    }

    private static int threads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("pty-"))
                .count();
    }
}
