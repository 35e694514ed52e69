package dev.trestle.verticle.pty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.wire.Pty;
import dev.trestle.wire.PtyFrame;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PtyFlowTest {

    @RegisterExtension
    final PtyNode node = new PtyNode("pty.patienceMs", "50");

    private long written(Watcher watcher) {
        return node.call(Pty.ATTACH, new Pty.Attach(watcher.terminal(), null, true, true))
                .offset();
    }

    @Test
    void aProgramIsHeldBackWhileTheOnlyOneWhoLooksOnDoesNotConsume() {
        // Given
        var watcher = node.open("sh", "-c", "read x; exec yes").stopsConsuming();
        // When
        node.type(watcher.terminal(), "\r");
        PtyNode.until(() -> watcher.size() >= Watcher.WINDOW);
        // Then
        long before = written(watcher);
        assertThat(before).isLessThan(Watcher.WINDOW + PtyFrame.SLACK + Audience.TURN);
        passes(Duration.ofMillis(200));
        assertThat(written(watcher)).isEqualTo(before);
        assertThat(watcher.isOver()).isFalse();
    }

    /** Waits for something else that takes so long. */
    private void passes(Duration time) {
        node.open("sleep", String.valueOf(time.toMillis() / 1000.0)).untilOver();
    }

    @Test
    void aProgramRunsOnWhileNobodyLooks() {
        // Given
        var watcher = node.open("sh", "-c", "read x; seq 500000; touch done; sleep 60");
        watcher.leaves();
        // When
        node.type(watcher.terminal(), "\r");
        // Then
        PtyNode.until(() -> node.root().resolve("done").toFile().exists());
    }

    @Test
    void oneWhoIsTooSlowIsDetachedWhileTheOthersGoOn() {
        // Given
        var slow = node.open("sh", "-c", "read x; exec yes");
        var fast = node.attach(slow.terminal(), null);
        slow.stopsConsuming();
        // When
        node.type(slow.terminal(), "\r");
        // Then
        slow.untilOver();
        assertThat(slow.events()).containsExactly(slow.size() + " LAGGED {\"offset\":" + slow.size() + "}");
        int before = fast.size();
        PtyNode.until(() -> fast.size() > before + 5_000_000);
        // When
        var again = node.attach(slow.terminal(), null);
        // Then
        PtyNode.until(() -> again.size() > 1_000_000);
        assertThat(new String(again.bytes(), 0, 1_000)).matches("[y\\r\\n]+");
    }

    @Test
    void anInterruptStopsAFlood() {
        // Given
        var watcher = node.open("bash", "--norc");
        node.type(watcher.terminal(), "PS1='ready> '\r");
        PtyNode.until(() -> watcher.text().endsWith("ready> "));
        node.type(watcher.terminal(), "yes\r");
        PtyNode.until(() -> watcher.size() > 1_000_000);
        // When
        node.type(watcher.terminal(), "\u0003");
        // Then
        PtyNode.until(() -> watcher.text().endsWith("ready> "));
        assertThat(watcher.text()).contains("^C");
    }
}
