package dev.trestle.verticle.pty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Pty;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PtyAttachTest {

    private static final int KEPT = 65_536;

    @RegisterExtension
    final PtyNode node = new PtyNode("pty.scrollbackBytes", String.valueOf(KEPT));

    /** Bytes of every kind, which a terminal in raw mode passes on as they are. */
    private byte[] pattern(int length, long seed) throws IOException {
        var bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        Files.write(node.root().resolve("pattern"), bytes);
        return bytes;
    }

    private static String[] raw(String script) {
        return new String[] {"sh", "-c", "stty raw -echo; " + script};
    }

    @Test
    void allBytesComeAsTheyAreAndInOrder() throws IOException {
        var bytes = pattern(3_000_000, 1);

        assertThat(node.open(raw("cat pattern")).untilOver().bytes()).isEqualTo(bytes);
    }

    @Test
    void whoComesBackGetsExactlyTheBytesThatWereMissedWhileMoreCome() throws IOException {
        // Given
        var bytes = pattern(50_000, 2);
        var first = node.open(
                raw("for i in $(seq 0 99); do tail -c +$((i * 500 + 1)) pattern | head -c 500; done; sleep 60"));
        PtyNode.until(() -> first.size() > 5_000);
        first.leaves();
        int seen = first.size();
        var random = new Random(3);
        int from = seen;
        // When
        for (int round = 0; round < 10; round++) {
            int already = from;
            var next = node.attach(first.terminal(), (long) from);
            int wanted = Math.min(bytes.length - already, 1 + random.nextInt(3_000));
            PtyNode.until(() -> next.size() >= wanted);
            next.leaves();
            var got = next.bytes();
            // Then
            assertThat(next.offset()).isEqualTo(already);
            assertThat(got).isEqualTo(Arrays.copyOfRange(bytes, already, already + got.length));
            from += got.length;
        }
        var last = node.attach(first.terminal(), (long) from);
        int rest = bytes.length - from;
        PtyNode.until(() -> last.size() >= rest);
        assertThat(last.bytes()).isEqualTo(Arrays.copyOfRange(bytes, from, bytes.length));
    }

    @Test
    void whatIsNoLongerKeptIsPassedOverAndTheAnswerSaysSo() throws IOException {
        // Given
        var bytes = pattern(200_000, 4);
        var first = node.open(raw("cat pattern")).untilOver();
        // When
        var late = node.attach(first.terminal(), 10L).untilOver();
        // Then
        assertThat(late.offset()).isBetween(200_000L - KEPT, 200_003L - KEPT);
        assertThat(late.bytes()).isEqualTo(Arrays.copyOfRange(bytes, (int) late.offset(), bytes.length));
        assertThat(late.events()).containsExactly(late.size() + " EXITED {\"code\":0}");
    }

    @Test
    void anOffsetThatIsYetToComeIsRefused() {
        var terminal = node.open("printf", "12345").untilOver().terminal();

        var failure = PtyNode.refusal(node.send(
                Pty.ATTACH, new Pty.Attach(terminal, 6L, true, false), new Watcher(node.node()).address(), "demo"));

        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        assertThat(failure.getMessage()).isEqualTo("since must be an offset up to 5, not 6");
    }

    @Test
    void aReplayFromTheStartMakesNoTerminalAnswerAndCountsTheSame() {
        // Given
        var first = node.open("printf", "a\\033[6nb").untilOver();
        assertThat(first.text()).isEqualTo("a\u001b[6nb");
        // When
        var again = node.attach(first.terminal(), null).untilOver();
        var exactly = node.attach(first.terminal(), 0L).untilOver();
        // Then
        assertThat(again.text()).isEqualTo("\0\0\0\0ab");
        assertThat(exactly.text()).isEqualTo(first.text());
    }

    @Test
    void aSnapshotIsTheScreenAndOutputGoesOnBehindIt() {
        // Given
        var first = node.open("sh", "-c", "printf 'gone\\033[2J\\033[Hhere'; read x; printf more; sleep 60");
        first.untilSeen("here");
        // When
        var attached = node.call(Pty.ATTACH, new Pty.Attach(first.terminal(), null, true, true));
        // Then
        assertThat(attached.snapshot()).contains("here").doesNotContain("gone");
        assertThat(attached.offset()).isEqualTo(first.size());
        assertThat(attached.stream()).isNull();
    }

    @Test
    void aTerminalSeesWhoComesAndGoes() {
        // Given
        var first = node.open("cat");
        var terminal = first.terminal();
        assertThat(node.listed(terminal).attached()).isEqualTo(1);
        var second = node.attach(terminal, null);
        assertThat(node.listed(terminal).attached()).isEqualTo(2);
        // When
        first.leaves();
        second.leaves();
        // Then
        PtyNode.until(() -> node.listed(terminal).attached() == 0);
    }

    @Test
    void bothOfTwoWhoLookOnSeeEverything() {
        // Given
        var first = node.open("cat");
        var second = node.attach(first.terminal(), null);
        // When
        node.type(first.terminal(), "hello\r");
        // Then
        first.untilSeen("hello\r\nhello\r\n");
        second.untilSeen("hello\r\nhello\r\n");
    }
}
