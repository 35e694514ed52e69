package dev.trestle.verticle.pty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.trestle.sandbox.Launch;
import dev.trestle.sandbox.Syscalls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the programs of one sandbox may use up. */
class BubblewrapLimitsTest {

    private static final String MARKED = "bomb-of-" + ProcessHandle.current().pid();

    /** It splits in two for ever, and ends by itself after some seconds should nothing else end it. */
    private static final String BOMB =
            "bomb() { [ $SECONDS -gt 5 ] || { bomb | bomb & }; sleep 3; }; exec -a bash bash -c \"$(declare -f bomb); bomb\" x "
                    + MARKED;

    @TempDir
    Path workspace;

    private Sandboxed inside;

    @BeforeEach
    void aSandbox() {
        inside = Sandboxed.in(workspace);
    }

    @Test
    void memory() throws Exception {
        // Given: a little below and above the 256 MiB of the limit
        var allocate = "perl -e '$x = \"x\" x (%d << 20); print \"has it\\n\"'";
        // When
        var little = inside.run(String.format(allocate, 64));
        var much = inside.run(String.format(allocate, 300));
        // Then
        assertThat(little).isEqualTo("has it\n0");
        assertThat(much).contains("Out of memory").doesNotContain("has it");
    }

    @Test
    void processes() throws Exception {
        assertBombIsHeld(inside.launch("/bin/bash", "-c", BOMB));
    }

    @Test
    void processesOfAUserWhoIsNotRoot() throws Exception {
        // Given
        assumeThat(Syscalls.isRoot()).isTrue();
        Files.setPosixFilePermissions(workspace, PosixFilePermissions.fromString("rwxrwxrwx"));
        var launch = inside.launch("/bin/bash", "-c", BOMB);
        var command = new ArrayList<>(List.of("/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
        // Without the group, which is root's way.
        command.addAll(List.of("/bin/sh", "-c", "exec \"$@\"", "sh"));
        command.addAll(launch.command().subList(4, launch.command().size()));
        // When, then
        assertBombIsHeld(new Launch(command, launch.environment(), launch.directory()));
    }

    private static void assertBombIsHeld(Launch launch) throws Exception {
        try (var tty = Tty.start(launch)) {
            tty.await("fork: .*Resource temporarily unavailable");
            int most = 0;
            for (int i = 0; i < 20; i++) {
                most = Math.max(most, Processes.with(MARKED).size());
            }
            assertThat(most).isBetween(10, Sandboxed.LIMITS.processes());
        }
        Wait.until("nothing is left of it", () -> Processes.with(MARKED).isEmpty());
    }

    @Test
    void openFiles() throws Exception {
        // When
        var said = inside.run(
                "perl -e 'my @f; while (open(my $f, \"<\", \"/dev/null\")) { push @f, $f } print \"opened \", scalar(@f), \": $!\\n\"'");
        // Then
        assertThat(said).matches("opened 2[45]\\d: Too many open files\n0");
    }

    @Test
    void temporaryFiles() throws Exception {
        for (var folder : new String[] {"/tmp", "/dev/shm", "$HOME"}) {
            // When
            var said = inside.run("head -c 5M /dev/zero >" + folder + "/x; wc -c <" + folder + "/x");
            // Then
            assertThat(said)
                    .contains("No space left on device")
                    .contains("4194304")
                    .endsWith("0");
        }
    }

    @Test
    void noCoreIsWritten() throws Exception {
        // When
        inside.run("sh -c 'kill -SEGV $$'");
        // Then
        try (var files = Files.list(workspace)) {
            assertThat(files).isEmpty();
        }
    }
}
