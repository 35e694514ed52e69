package dev.trestle.verticle.pty;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the programs of one sandbox may use up. */
class BubblewrapLimitsTest {

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
        assertThat(much).contains("Out of memory").endsWith("1");
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
