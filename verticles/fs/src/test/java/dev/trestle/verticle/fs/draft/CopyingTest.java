package dev.trestle.verticle.fs.draft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.verticle.fs.Refused;
import dev.trestle.verticle.fs.path.Name;
import dev.trestle.verticle.fs.path.Root;
import dev.trestle.wire.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a move between two filesystems relies on. */
class CopyingTest {

    private static final FileTime LONG_AGO = FileTime.fromMillis(1_234_567_890_123L);

    @TempDir
    Path directory;

    private Path script;

    @BeforeEach
    void aTree() throws Exception {
        Files.createDirectories(directory.resolve("a/b"));
        script = Files.writeString(directory.resolve("a/b/run.sh"), "hello");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("r-xr-x--x"));
        Files.setLastModifiedTime(script, LONG_AGO);
        Files.setLastModifiedTime(directory.resolve("a/b"), LONG_AGO);
        Files.createSymbolicLink(directory.resolve("a/link"), Path.of("b/run.sh"));
    }

    private void copy(Copying copying) {
        try (var root = Root.open(directory);
                var from = root.itself(Name.of("path", "a"));
                var to = root.itself(Name.of("path", "c"))) {
            copying.copy(from, to, false);
        } catch (IOException accident) {
            throw new AssertionError(accident);
        }
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void keepsTimesAndModesOfAllItHolds() throws Exception {
        // When
        copy(Copying.faithful(() -> false));
        // Then
        var copy = directory.resolve("c/b/run.sh");
        assertThat(copy).hasContent("hello");
        assertThat(Files.getLastModifiedTime(copy)).isEqualTo(LONG_AGO);
        assertThat(Files.getLastModifiedTime(copy.getParent())).isEqualTo(LONG_AGO);
        assertThat(Files.getPosixFilePermissions(copy)).isEqualTo(Files.getPosixFilePermissions(script));
        assertThat(Files.readSymbolicLink(directory.resolve("c/link"))).isEqualTo(Path.of("b/run.sh"));
    }

    @Test
    void givesNewFilesATimeOfTheirOwn() throws Exception {
        // When
        copy(Copying.fresh(() -> false));
        // Then
        assertThat(Files.getLastModifiedTime(directory.resolve("c/b/run.sh"))).isGreaterThan(LONG_AGO);
    }

    @Test
    void leavesNothingWhenItIsCancelledOnTheWay() throws Exception {
        // Given
        var answers = new ArrayDeque<>(List.of(false, false, true));
        var copying = Copying.fresh(answers::pop);
        // When
        var refusal = Refused.of(() -> copy(copying));
        // Then
        assertThat(refusal).isEqualTo(new Refused(ErrorCode.CANCELLED, "cancelled on the way"));
        assertThat(names()).containsExactly("a");
    }
}
