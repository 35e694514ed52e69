package dev.trestle.verticle.fs.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.verticle.fs.draft.Tree;
import dev.trestle.verticle.fs.path.Handle;
import java.io.File;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fifty thousand changes at a time. */
class WatcherStormTest {

    private static final int FILES = 50_000;

    private Path directory;

    /** In memory where that is possible: what a disk makes of so many files is not the subject. */
    @BeforeEach
    void workspace(@TempDir Path elsewhere) throws IOException {
        var memory = Path.of("/dev/shm");
        directory = Files.isWritable(memory) ? Files.createTempDirectory(memory, "trestle-storm") : elsewhere;
    }

    @AfterEach
    void clean() throws IOException {
        try (var parent = Handle.at(directory.getParent())) {
            Tree.clear(parent, directory.getFileName().toString());
        }
    }

    private void run(String... command) throws Exception {
        var process = start(command);
        process.getOutputStream().close();
        end(process);
    }

    private Process start(String... command) throws IOException {
        var builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.redirectOutput(new File("/dev/null"));
        builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
        return builder.start();
    }

    private static void end(Process process) throws Exception {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    /** Each file as git fast-import wants it, or {@code null} where there is none. */
    private static void branch(Writer out, String name, IntFunction<String> content) throws IOException {
        out.write("commit refs/heads/" + name + "\ncommitter t <t@example.org> 0 +0000\ndata 0\n");
        for (int i = 0; i < FILES * 2; i++) {
            var text = content.apply(i);
            if (text != null) {
                out.write("M 644 inline d" + (i % 97) + "/e" + (i % 7) + "/f" + i + "\ndata 1\n" + text + "\n");
            }
        }
    }

    /** Two branches: 20,000 files differ, 15,000 are only in the first one, and 15,000 only in the second. */
    private void repository() throws Exception {
        run("git", "init", "-q", "repo");
        var process = start("git", "-C", "repo", "fast-import", "--quiet");
        try (var out = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8)) {
            branch(out, "one", i -> i < FILES ? "1" : null);
            branch(
                    out,
                    "two",
                    i -> i < FILES - 15_000 ? i < 20_000 ? "2" : "1" : i >= FILES && i < FILES + 15_000 ? "2" : null);
        }
        end(process);
    }

    private void storm(Mirror mirror, String... command) throws Exception {
        run(command);
        mirror.awaitTruth();
    }

    @Test
    void checkoutsAndTheirDeletionEndInWhatIsThere() throws Exception {
        // Given
        repository();
        try (var mirror = Mirror.of(directory)) {
            // When
            storm(mirror, "git", "-C", "repo", "checkout", "-q", "one");
            storm(mirror, "git", "-C", "repo", "checkout", "-q", "two");
            storm(mirror, "rm", "-rf", "repo");
            // Then
            mirror.awaitTruth();
            assertThat(directory).isEmptyDirectory();
        }
    }
}
