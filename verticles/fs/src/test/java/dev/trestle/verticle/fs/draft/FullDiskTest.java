package dev.trestle.verticle.fs.draft;

import static dev.trestle.verticle.fs.FsNode.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trestle.verticle.fs.FsNode;
import dev.trestle.verticle.fs.Refused;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Fs;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A disk of 512 KiB and twelve files, in the directory {@code small}. */
class FullDiskTest {

    private static final Refused FULL = new Refused(ErrorCode.UNAVAILABLE, "no space left on the device");

    @RegisterExtension
    final FsNode fs = new FsNode();

    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        var small = Files.createDirectory(fs.root().resolve("small")).toString();
        mounted = run("mount", "-t", "tmpfs", "-o", "size=512k,nr_inodes=12", "tmpfs", small);
        assumeTrue(mounted, "only root may mount a small disk: a full disk is not tested");
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            assertThat(run("umount", fs.root().resolve("small").toString())).isTrue();
        }
    }

    private static boolean run(String... command) throws Exception {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(fs.root().resolve("small"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void keepsTheOldFileWhole() throws Exception {
        // Given
        var old = "old ".repeat(50_000);
        fs.call(Fs.WRITE, write("small/a.txt", old));
        // When
        var refusal = fs.failureOf(Fs.WRITE, write("small/a.txt", "new ".repeat(100_000)));
        // Then
        assertThat(refusal).isEqualTo(FULL);
        assertThat(fs.text("small/a.txt")).isEqualTo(old);
        assertThat(names()).containsExactly("a.txt");
    }

    @Test
    void leavesNothingOfACopyOrAMoveThatDoesNotFit() throws Exception {
        // Given
        fs.file("tree/large.txt", "x".repeat(600_000));
        // When
        var copy = fs.failureOf(Fs.COPY, new Fs.Copy("tree", "small/tree", false));
        var move = fs.failureOf(Fs.MOVE, new Fs.Move("tree", "small/tree", false));
        // Then
        assertThat(copy).isEqualTo(FULL);
        assertThat(move).isEqualTo(FULL);
        assertThat(names()).isEmpty();
        assertThat(fs.text("tree/large.txt")).hasSize(600_000);
    }

    @Test
    void saysTheSameWhenThereIsRoomButNoMoreFilesCanBeMade() throws Exception {
        // Given
        for (int i = 0; i < 11; i++) {
            Files.createFile(fs.root().resolve("small/" + i));
        }
        // Then
        assertThat(fs.failureOf(Fs.WRITE, write("small/0", "x"))).isEqualTo(FULL);
        assertThat(fs.failureOf(Fs.MKDIR, new Fs.MakeDirectory("small/d", false)))
                .isEqualTo(FULL);
        assertThat(names()).hasSize(11);
    }

    @Test
    void movesToAnotherFilesystemWhole() throws Exception {
        // Given
        fs.file("tree/a/b.txt", "hello");
        // When
        fs.call(Fs.MOVE, new Fs.Move("tree", "small/tree", false));
        // Then
        assertThat(fs.text("small/tree/a/b.txt")).isEqualTo("hello");
        assertThat(fs.exists("tree")).isFalse();
    }
}
