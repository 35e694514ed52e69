package dev.trestle.verticle.pty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bus.Caller;
import dev.trestle.bus.Target;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.PtyRun;
import dev.trestle.wire.PtyRun.Ran;
import dev.trestle.wire.PtyRun.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PtyRunTest {

    private static final long LONG = 60_000;

    @RegisterExtension
    final PtyNode node = new PtyNode(
            "pty.killGraceMs",
            "100",
            "pty.runOutputBytes",
            "2000",
            "pty.runTimeoutMs",
            "60000",
            "pty.maxPerWorkspace",
            "1");

    private static Run shell(String script, long timeoutMs) {
        return new Run(List.of("sh", "-c", script), null, null, timeoutMs);
    }

    private Ran run(String script) {
        return node.call(PtyRun.RUN, shell(script, LONG));
    }

    @Test
    void aProgramIsRunAndTellsWhatItSaidAndHowItEnded() {
        assertThat(run("printf 'one\\ntwo ☃'; echo wrong >&2; exit 3"))
                .isEqualTo(new Ran("one\ntwo ☃", "wrong\n", false, false, 3));
        assertThat(run("kill -TERM $$").code()).isEqualTo(143);
    }

    @Test
    void aProgramHasItsDirectoryAndItsVariablesAndNothingToReadAndNoTerminal() throws IOException {
        // Given
        Files.createDirectory(node.root().resolve("src"));
        var script = "basename $PWD; echo $CI $TRESTLE_WORKSPACE $TRESTLE_TERMINAL; cat; tty";
        // When
        var ran = node.call(PtyRun.RUN, new Run(List.of("sh", "-c", script), "src", Map.of("CI", "yes"), LONG));
        // Then
        assertThat(ran.stdout()).isEqualTo("src\nyes demo\nnot a tty\n");
    }

    @Test
    void aProgramWhoseTimeIsOverEndsWithAllThatItHasStarted() {
        // Given
        var strays = new Strays();
        // When
        var ran = node.call(
                PtyRun.RUN,
                new Run(List.of("bash", "-c", strays.script() + "; exec sleep " + strays.seconds), null, null, 2000));
        // Then
        assertThat(ran.timedOut()).isTrue();
        assertThat(ran.code()).isGreaterThan(128);
        assertThat(strays.alive()).isEmpty();
    }

    @Test
    void whatAProgramLeavesBehindEndsWithIt() {
        // Given
        var strays = new Strays();
        // When
        var ran = node.call(PtyRun.RUN, new Run(List.of("bash", "-c", strays.script()), null, null, LONG));
        // Then
        assertThat(ran.timedOut()).isFalse();
        assertThat(ran.code()).isZero();
        assertThat(strays.alive()).isEmpty();
    }

    @Test
    void aProgramThatSaysTooMuchIsEndedAndWhatItSaidFirstIsTold() {
        // When
        var ran = run("printf begin; exec yes");
        // Then
        assertThat(ran.truncated()).isTrue();
        assertThat(ran.stdout()).hasSize(2000).startsWith("beginy\ny");
        assertThat(ran.timedOut()).isFalse();
        assertThat(run("head -c 2000 /dev/zero | tr '\\0' x").truncated()).isFalse();
        assertThat(run("yes >&2").truncated()).isTrue();
    }

    @Test
    void aCancelledProgramEnds() {
        // Given
        var seconds = new Strays().seconds;
        var caller = Caller.of("test", Duration.ofSeconds(60));
        var calls = node.node().calls("test");
        var target = Target.workspace("demo");
        var running =
                calls.call(PtyRun.RUN, target, shell("trap '' HUP; sleep " + seconds + "; sleep 1", LONG), caller);
        PtyNode.until(() -> !Processes.with(seconds).isEmpty());
        // When
        calls.cancel(PtyRun.RUN.name(), target, caller.call());
        // Then
        assertThat(PtyNode.refusal(running).code()).isEqualTo(ErrorCode.CANCELLED);
        PtyNode.until(() -> Processes.with(seconds).isEmpty());
    }

    @Test
    void programsAndTerminalsHaveTheirPlacesTogether() {
        // Given
        node.open("cat");
        // When
        var refused = node.refusal(PtyRun.RUN, shell("true", LONG));
        // Then
        assertThat(refused.code()).isEqualTo(ErrorCode.BUSY);
        assertThat(refused).hasMessageContaining("pty.maxPerWorkspace = 1");
    }

    @Test
    void aProgramThatHasEndedLeavesItsPlace() {
        for (int i = 0; i < 3; i++) {
            assertThat(run("true").code()).isZero();
        }
        assertThat(node.refusal(PtyRun.RUN, new Run(List.of("no-such-program"), null, null, LONG))
                        .code())
                .isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(run("true").code()).isZero();
    }

    @Test
    void whatCannotBeRunIsRefusedByName() {
        assertThat(node.refusal(PtyRun.RUN, new Run(List.of(), null, null, LONG)))
                .hasMessageContaining("command");
        assertThat(node.refusal(PtyRun.RUN, new Run(List.of("true"), "..", null, LONG))
                        .code())
                .isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(node.refusal(PtyRun.RUN, shell("true", LONG + 1)))
                .hasMessageContaining("pty.runTimeoutMs = 60000")
                .hasMessageContaining("timeoutMs");
        assertThat(node.refusal(PtyRun.RUN, new Run(List.of("true"), null, Map.of("TRESTLE_X", "1"), LONG)))
                .hasMessageContaining("TRESTLE_X");
    }
}
