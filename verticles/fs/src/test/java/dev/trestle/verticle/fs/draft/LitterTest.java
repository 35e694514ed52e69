package dev.trestle.verticle.fs.draft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bus.Draft;
import dev.trestle.bus.Maker;
import dev.trestle.verticle.fs.path.Handle;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What crashes left, told from what others work on. */
class LitterTest {

    @TempDir
    Path directory;

    private int sweep() throws Exception {
        try (var top = Handle.at(directory)) {
            return Litter.sweep(top, () -> false);
        }
    }

    private Path draft(Maker maker) throws Exception {
        return Files.createFile(
                Files.createDirectories(directory.resolve("a/b")).resolve(Draft.name(maker)));
    }

    @Test
    void deletesWhatAProcessLeftThatIsGone() throws Exception {
        // Given
        var ended = new ProcessBuilder("true").start();
        assertThat(ended.waitFor()).isZero();
        var file = draft(new Maker(Maker.US.place(), ended.pid(), 1));
        var recycled = draft(new Maker(Maker.US.place(), Maker.US.process(), Maker.US.started() - 1));
        var tree = directory.resolve(Draft.name(new Maker(Maker.US.place(), ended.pid(), 1)));
        Files.createDirectories(tree.resolve("x/y"));
        // When
        int swept = sweep();
        // Then
        assertThat(swept).isEqualTo(3);
        assertThat(file).doesNotExist();
        assertThat(recycled).doesNotExist();
        assertThat(tree).doesNotExist();
    }

    @Test
    void keepsWhatIsBeingWorkedOnAndWhatOnlyLooksAlike() throws Exception {
        // Given
        var ours = draft(Maker.US);
        var elsewhere = draft(new Maker("00000000", 1, 1));
        var alike = Files.createFile(directory.resolve(".trestle-notes.tmp"));
        // When
        int swept = sweep();
        // Then
        assertThat(swept).isZero();
        assertThat(ours).exists();
        assertThat(elsewhere).exists();
        assertThat(alike).exists();
    }

    @Test
    void doesNotFollowLinks() throws Exception {
        // Given
        var ended = new Maker(Maker.US.place(), Maker.US.process(), 1);
        var outside = Files.createDirectory(directory.resolveSibling(directory.getFileName() + "-outside"));
        var kept = Files.createFile(outside.resolve(Draft.name(ended)));
        Files.createSymbolicLink(directory.resolve("link"), outside);
        // When
        sweep();
        // Then
        assertThat(kept).exists();
        Files.delete(kept);
        Files.delete(outside);
    }
}
