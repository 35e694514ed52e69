package dev.trestle.verticle.pty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Pty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PtyInputRateTest {

    @RegisterExtension
    final PtyNode node = new PtyNode("pty.inputBytes", "8192", "pty.inputBytesPerSecond", "4096");

    private Pty.Input key(Watcher watcher, String key) {
        return new Pty.Input(watcher.terminal(), key, Pty.Encoding.UTF8);
    }

    /** Types as much at once as comes in two and a half seconds. */
    private Watcher typesTooFast(String script) {
        var watcher = node.open("bash", "-c", "stty -icanon -echo; " + script).untilSeen("ready");
        node.type(watcher.terminal(), "x".repeat(10_240));
        return watcher;
    }

    @Test
    void whoTypesTooFastIsToldWhenToGoOn() {
        // Given
        var watcher = typesTooFast("echo ready; exec cat >/dev/null");
        // When
        var refused = node.refusal(Pty.INPUT, key(watcher, "y"));
        // Then
        assertThat(refused.code()).isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(refused).hasMessage("more is typed than pty.inputBytesPerSecond = 4096 in the long run");
        assertThat(refused.retryAfterMs()).isBetween(1L, 501L);
        PtyNode.until(() -> PtyNode.await(
                node.send(Pty.INPUT, key(watcher, "y"), null, "demo").map(true).otherwise(false)));
    }

    @Test
    void theInterruptIsNeverTooFast() {
        // Given
        var watcher = typesTooFast(
                "trap 'echo interrupted; exit 3' INT; echo ready; while :; do read -t 0.01 -n 1000 x; done");
        // When
        node.type(watcher.terminal(), "\u0003");
        // Then
        assertThat(watcher.untilOver().text()).contains("interrupted");
    }
}
