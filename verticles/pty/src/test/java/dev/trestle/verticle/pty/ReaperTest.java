package dev.trestle.verticle.pty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.sandbox.Launch;
import dev.trestle.sandbox.Mark;
import dev.trestle.sandbox.NoSandbox;
import dev.trestle.sandbox.Reaper;
import dev.trestle.sandbox.Sandbox;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReaperTest {

    private static final Duration GRACE = Duration.ofSeconds(1);

    @TempDir
    Path workspace;

    private final Reaper reaper = new Reaper(GRACE);

    /** A terminal with what it is known by. */
    private record Terminal(Mark mark, Tty tty) {}

    @AfterEach
    void close() throws Exception {
        await(reaper.close());
    }

    private static void await(Future<Void> future) throws Exception {
        future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private Terminal open(Sandbox sandbox, String... command) {
        return open(reaper, sandbox, command);
    }

    private Terminal open(Reaper by, Sandbox sandbox, String... command) {
        var variables = new Surroundings(System.getenv(), null, 0).of("demo", "t1", null);
        var mark = by.mark();
        var launch = mark.on(sandbox.prepare(workspace, new Launch(List.of(command), variables, workspace)));
        var tty = Tty.start(launch);
        by.born(mark, tty.pid());
        return new Terminal(mark, tty);
    }

    private Terminal withStrays(Sandbox sandbox, Strays strays) throws Exception {
        var terminal = open(sandbox, "/bin/bash", "--norc", "--noediting");
        terminal.tty().type(strays.script() + "\n").await("(?<!echo )strayed");
        strays.awaitAll(1);
        return terminal;
    }

    @Test
    void whereNothingIsKeptApartTheEndOfATerminalIsTheEndOfAllThatItStarted() throws Exception {
        // Given
        var strays = new Strays();
        var others = new Strays();
        var terminal = withStrays(new NoSandbox(), strays);
        var other = withStrays(new NoSandbox(), others);
        // When
        await(reaper.end(terminal.mark()));
        // Then
        assertThat(strays.alive()).isEmpty();
        assertThat(terminal.tty().process().isAlive()).isFalse();
        others.assertAll();
        other.tty().type("echo a''live\n").await("alive");
    }

    @Test
    void inASandboxAsWell() throws Exception {
        // Given
        var sandbox = Sandboxed.in(workspace).sandbox();
        var strays = new Strays();
        var others = new Strays();
        var terminal = withStrays(sandbox, strays);
        withStrays(sandbox, others);
        // When
        await(reaper.end(terminal.mark()));
        // Then
        assertThat(strays.alive()).isEmpty();
        others.assertAll();
    }

    @Test
    void aShellThatEndsByItselfLeavesStraysThatAreEnded() throws Exception {
        // Given
        var strays = new Strays();
        var terminal = withStrays(new NoSandbox(), strays);
        terminal.tty().type("exit\nexit\n").exitCode();
        assertThat(strays.alive()).isNotEmpty();
        // When
        await(reaper.end(terminal.mark()));
        // Then
        assertThat(strays.alive()).isEmpty();
    }

    @Test
    void aProgramHasTimeToSayGoodbye() throws Exception {
        for (var sandbox : List.of(new NoSandbox(), Sandboxed.in(workspace).sandbox())) {
            // Given
            var terminal = open(
                    sandbox,
                    "/bin/sh",
                    "-c",
                    "trap 'echo bye >said; exit' HUP; echo ready; while :; do sleep 0.01; done");
            terminal.tty().await("ready");
            // When
            await(reaper.end(terminal.mark()));
            // Then
            assertThat(workspace.resolve("said")).hasContent("bye\n");
            assertThat(workspace.resolve("said").toFile().delete()).isTrue();
        }
    }

    @Test
    void oneThatWillNotGoIsKilledWhenItsTimeIsOver() throws Exception {
        // Given
        var terminal =
                open(new NoSandbox(), "/bin/sh", "-c", "trap '' HUP TERM; echo ready; while :; do sleep 0.01; done");
        terminal.tty().await("ready");
        long began = System.nanoTime();
        // When
        await(reaper.end(terminal.mark()));
        // Then
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(GRACE, GRACE.plusSeconds(20));
        assertThat(terminal.tty().exitCode()).isEqualTo(137);
    }

    /** As when this process, too, has stood still until the time was over. */
    @Test
    void oneThatWillNotGoIsKilledAlsoWhenNobodyLookedInTime() throws Exception {
        // Given
        var late = new Reaper(Duration.ofSeconds(-60));
        var mark = late.mark();
        var variables = Map.of("PATH", "/usr/bin:/bin");
        var stubborn = List.of("/bin/sh", "-c", "trap '' HUP; echo ready; while :; do sleep 0.01; done");
        try (var tty = Tty.start(mark.on(new Launch(stubborn, variables, workspace)))) {
            late.born(mark, tty.pid());
            tty.await("ready");
            // When
            await(late.end(mark));
            // Then
            assertThat(tty.exitCode()).isEqualTo(137);
        }
        await(late.close());
    }

    @Test
    void oneThatGoesIsNotWaitedFor() throws Exception {
        // Given
        var patient = new Reaper(Duration.ofSeconds(60));
        var mark = patient.mark();
        var variables = Map.of("PATH", "/usr/bin:/bin");
        try (var tty = Tty.start(mark.on(new Launch(List.of("/bin/sleep", "1000"), variables, workspace)))) {
            patient.born(mark, tty.pid());
            // When
            await(patient.end(mark));
            // Then
            assertThat(tty.exitCode()).isEqualTo(129);
        }
        await(patient.close());
    }

    @Test
    void aStubbornTerminalKeepsNoOtherWaiting() throws Exception {
        // Given
        var stubborn = open(new NoSandbox(), "/bin/sh", "-c", "trap '' HUP; echo ready; while :; do sleep 0.01; done");
        stubborn.tty().await("ready");
        var willing = open(new NoSandbox(), "/bin/sleep", "1000");
        // When
        var first = reaper.end(stubborn.mark());
        await(reaper.end(willing.mark()));
        // Then
        assertThat(first.isComplete()).isFalse();
        await(first);
    }

    @Test
    void aTerminalThatEndsAsSoonAsItBeginsLeavesNothing() throws Exception {
        var patient = new Reaper(Duration.ofSeconds(60));
        for (int i = 0; i < 10; i++) {
            // Given
            var strays = new Strays();
            var terminal = open(patient, new NoSandbox(), "/bin/sleep", strays.seconds);
            // When
            await(patient.end(terminal.mark()));
            // Then
            assertThat(strays.alive()).isEmpty();
            assertThat(terminal.tty().exitCode()).isEqualTo(129);
        }
        await(patient.close());
    }

    @Test
    void endingTwiceOrNothingDoesNoHarm() throws Exception {
        var terminal = open(new NoSandbox(), "/bin/sleep", "1000");

        await(Future.join(reaper.end(terminal.mark()), reaper.end(terminal.mark()))
                .mapEmpty());
        await(reaper.end(terminal.mark()));
        await(reaper.end(reaper.mark()));
    }

    @Test
    void anOrderlyStopEndsAllTerminalsAndTheGuard() throws Exception {
        // Given
        var strays = new Strays();
        var terminal = withStrays(new NoSandbox(), strays);
        // When
        await(reaper.close());
        // Then
        assertThat(strays.alive()).isEmpty();
        Wait.until("the guard has gone", () -> ProcessHandle.of(reaper.guard()).isEmpty());
        await(reaper.end(terminal.mark()));
    }
}
