package dev.trestle.verticle.pty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.wire.Pty;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PtySizeTest {

    private static void resize(PtyNode node, Watcher watcher, int cols, int rows) {
        node.call(Pty.RESIZE, new Pty.Resize(watcher.terminal(), cols, rows), watcher.address());
    }

    private static String size(PtyNode node, Watcher watcher) {
        var listed = node.listed(watcher.terminal());
        return listed.cols() + "x" + listed.rows();
    }

    @Nested
    class Latest {

        @RegisterExtension
        final PtyNode node = new PtyNode();

        @Test
        void theSizeThatWasAskedForLastIsTheTerminalsAndEverybodyIsTold() {
            // Given
            var first = node.open("sh", "-c", "trap 'stty size' WINCH; echo ready; while :; do sleep 0.01; done");
            first.untilSeen("ready");
            var second = node.attach(first.terminal(), null);
            // When
            resize(node, second, 100, 40);
            // Then
            first.untilSeen("40 100");
            second.untilSeen("40 100");
            assertThat(size(node, first)).isEqualTo("100x40");
            assertThat(first.events()).containsExactly("7 RESIZED {\"cols\":100,\"rows\":40}");
            assertThat(second.events()).containsExactly("7 RESIZED {\"cols\":100,\"rows\":40}");
        }
    }

    @Nested
    class Smallest {

        @RegisterExtension
        final PtyNode node = new PtyNode("pty.resize", "smallest");

        @Test
        void everybodySeesAllOfTheTerminal() {
            // Given
            var first = node.open("cat");
            var second = node.attach(first.terminal(), null);
            // When
            resize(node, second, 60, 50);
            // Then
            assertThat(size(node, first)).isEqualTo("60x24");
            // When
            resize(node, first, 50, 60);
            // Then
            assertThat(size(node, first)).isEqualTo("50x50");
            // When
            first.leaves();
            // Then
            PtyNode.until(() -> size(node, first).equals("60x50"));
        }
    }
}
