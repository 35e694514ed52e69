package dev.trestle.verticle.pty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.wire.Empty;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Pty;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PtyInputTest {

    @RegisterExtension
    final PtyNode node = new PtyNode("pty.inputBytes", "100000", "pty.inputBytesPerSecond", "1073741824");

    private Watcher raw(String script) {
        return node.open("sh", "-c", "stty raw -echo; printf ready; " + script).untilSeen("ready");
    }

    @Test
    void keysArriveInTheOrderInWhichTheyWereSent() {
        // Given
        int keys = 20_000;
        var watcher = raw("exec cat");
        var expected = new StringBuilder("ready");
        var sent = new ArrayList<Future<Empty>>();
        // When
        for (int i = 0; i < keys; i++) {
            var key = String.valueOf((char) ('!' + i % 93));
            expected.append(key);
            sent.add(node.send(Pty.INPUT, new Pty.Input(watcher.terminal(), key, Pty.Encoding.UTF8), null, "demo"));
        }
        // Then
        PtyNode.await(Future.all(sent));
        PtyNode.until(() -> watcher.size() == expected.length());
        assertThat(watcher.text()).isEqualTo(expected.toString());
    }

    @Test
    void whatIsTypedAfterAResizeFindsTheNewSize() {
        // Given
        var watcher = raw("while read -r line; do stty size; done");
        for (int columns = 100; columns < 200; columns++) {
            // When
            node.send(Pty.RESIZE, new Pty.Resize(watcher.terminal(), columns, 30), null, "demo");
            node.call(Pty.INPUT, new Pty.Input(watcher.terminal(), "\n", Pty.Encoding.UTF8));
            // Then
            watcher.untilSeen("30 " + columns);
        }
    }

    @Test
    void bytesThatAreNoTextAreTypedAsBase64() {
        // Given
        var watcher = raw("head -c 3 | od -An -tx1");
        var bytes = new byte[] {(byte) 0xff, 0, (byte) 0x80};
        // When
        var data = Base64.getEncoder().encodeToString(bytes);
        node.call(Pty.INPUT, new Pty.Input(watcher.terminal(), data, Pty.Encoding.BASE64));
        // Then
        watcher.untilSeen("ff 00 80");
        assertThat(node.refusal(Pty.INPUT, new Pty.Input(watcher.terminal(), "%", Pty.Encoding.BASE64))
                        .getMessage())
                .startsWith("data must be base64");
    }

    @Test
    void aProgramThatDoesNotReadGetsNoMoreThanTheLimit() {
        // Given
        var terminal = raw("exec sleep 60").terminal();
        var chunk = "x".repeat(50_000);
        var refused = new ArrayList<String>();
        // When
        for (int i = 0; i < 6; i++) {
            refused.add(node.refusal(Pty.INPUT, new Pty.Input(terminal, chunk, Pty.Encoding.UTF8))
                    .getMessage());
        }
        // Then
        assertThat(refused.get(0)).isEqualTo("it did not fail");
        assertThat(refused.get(5)).contains("pty.inputBytes = 100000");
    }

    @Test
    void anInterruptReachesAProgramThatReadsNothing() {
        // Given
        var watcher = node.open(
                        "sh",
                        "-c",
                        "stty -icanon -echo; trap 'echo interrupted; exit 3' INT; echo ready; "
                                + "while :; do sleep 0.01; done")
                .untilSeen("ready");
        var chunk = "x".repeat(90_000);
        for (int i = 0; i < 2; i++) {
            node.refusal(Pty.INPUT, new Pty.Input(watcher.terminal(), chunk, Pty.Encoding.UTF8));
        }
        // When
        node.type(watcher.terminal(), "\u0003");
        // Then
        assertThat(watcher.untilOver().text()).contains("interrupted");
    }

    @Test
    void whatHasEndedTakesNoInput() {
        // Given
        var terminal = node.open("true").untilOver().terminal();
        // When
        var typed = node.refusal(Pty.INPUT, new Pty.Input(terminal, "x", Pty.Encoding.UTF8));
        var signalled = node.refusal(Pty.SIGNAL, new Pty.Signal(terminal, "INT"));
        // Then
        assertThat(List.of(typed.code(), signalled.code())).containsOnly(ErrorCode.CONFLICT);
    }
}
