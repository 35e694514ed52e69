package dev.trestle.verticle.pty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A terminal in the sandbox is a terminal. */
class BubblewrapTerminalTest {

    private static final String INTERRUPT = "\u0003";
    private static final String STOP = "\u001a";
    private static final String END = "\u0004";

    @TempDir
    Path workspace;

    private Sandboxed inside;

    @BeforeEach
    void aSandbox() {
        inside = Sandboxed.in(workspace);
    }

    private Tty shell() throws Exception {
        var tty = inside.start("/bin/bash", "--norc", "--noediting");
        tty.type("PS1='> '\n").await("> $");
        return tty;
    }

    @Test
    void ctrlCInterruptsAProgramAndNotTheShell() throws Exception {
        try (var tty = shell()) {
            // Given
            tty.type("sh -c 'echo on''going; exec sleep 100'\n").await("ongoing");
            // When
            tty.type(INTERRUPT);
            // Then
            tty.await("> $");
            tty.type("echo code=$?\n").await("code=130");
        }
    }

    @Test
    void ctrlCReachesAProgramThatWantsToHearOfIt() throws Exception {
        try (var tty = inside.start(
                "/bin/sh", "-c", "trap 'echo heard; exit 7' INT; echo ready; while :; do sleep 0.01; done")) {
            // Given
            tty.await("ready");
            // When
            tty.type(INTERRUPT);
            // Then
            tty.await("heard");
            assertThat(tty.exitCode()).isEqualTo(7);
        }
    }

    @Test
    void ctrlCEndsAProgramThatDoesNot() throws Exception {
        try (var tty = inside.start("/bin/sh", "-c", "echo ready; exec sleep 100")) {
            // Given
            tty.await("ready");
            // When
            tty.type(INTERRUPT);
            // Then
            assertThat(tty.exitCode()).isEqualTo(130);
        }
    }

    /** The job starts no program: a shell stopped between vfork and exec has a child that is stopped and is not itself. */
    @Test
    void jobsAreStoppedAndContinued() throws Exception {
        try (var tty = shell()) {
            // Given
            var job = "trap \"echo ba\"\"ck\" CONT; echo on''going; while :; do :; done";
            tty.type("sh -c '" + job + "'\n").await("ongoing");
            // When
            tty.type(STOP).await("Stopped(?s).*> $");
            // Then
            tty.type("fg\n").await("back");
            tty.type(INTERRUPT).await("> $");
            tty.type("jobs; echo none\n").await("(?<!echo )none");
        }
    }

    @Test
    void exitCodesPass() throws Exception {
        assertThat(inside.start("/bin/sh", "-c", "exit 7").exitCode()).isEqualTo(7);
        assertThat(inside.start("/bin/sh", "-c", "kill -KILL $$").exitCode()).isEqualTo(137);
        assertThat(inside.start("/no/such/program").exitCode()).isEqualTo(127);
    }

    @Test
    void theEndOfInputEndsAShell() throws Exception {
        try (var tty = shell()) {
            assertThat(tty.type(END).exitCode()).isZero();
        }
    }

    @Test
    void aNewSizeReachesTheProgram() throws Exception {
        try (var tty =
                inside.start("/bin/bash", "-c", "trap 'stty size' WINCH; echo ready; while :; do sleep 0.01; done")) {
            // Given
            tty.await("ready");
            // When
            tty.resize(132, 43);
            // Then
            tty.await("43 132");
        }
    }

    @Test
    void aSignalIsSentToWhatIsInTheForeground() throws Exception {
        try (var tty = shell()) {
            // Given
            tty.type("sh -c 'echo on''going; exec sleep 100'\n").await("ongoing");
            // When
            assertThat(Signals.send(tty.pid(), "TERM")).isTrue();
            // Then
            tty.await("Terminated");
            tty.type("echo code=$?\n").await("code=143");
        }
    }

    /** What is pushed into the terminal's input is read by nobody but the sandbox, for nobody else has it open to read. */
    @Test
    void nobodyOutsideReadsTheTerminal() throws Exception {
        try (var tty = shell()) {
            // Given
            var name = Files.readSymbolicLink(Path.of("/proc", String.valueOf(tty.pid()), "fd", "0"));
            // When
            var holders = holders(name);
            // Then
            assertThat(holders).contains(tty.pid());
            for (var holder : holders) {
                var namespaces = Files.readString(Path.of("/proc", String.valueOf(holder), "status"));
                boolean sandboxed = namespaces.matches("(?s).*NSpid:\\t\\d+\\t\\d+.*");
                var program = Files.readSymbolicLink(Path.of("/proc", String.valueOf(holder), "exe"));
                assertThat(sandboxed || program.endsWith("bwrap"))
                        .as("%s, %s", holder, program)
                        .isTrue();
            }
        }
    }

    private static List<Long> holders(Path file) throws IOException {
        var holders = new ArrayList<Long>();
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[1-9]*")) {
            for (var process : processes) {
                try (var descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
                    for (var descriptor : descriptors) {
                        if (Files.readSymbolicLink(descriptor).equals(file)) {
                            holders.add(Long.parseLong(process.getFileName().toString()));
                            break;
                        }
                    }
                } catch (IOException gone) {
                    continue;
                }
            }
        }
        return holders;
    }
}
