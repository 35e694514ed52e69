package dev.trestle.verticle.fs;

import static dev.trestle.verticle.fs.FsNode.list;
import static dev.trestle.verticle.fs.FsNode.patch;
import static dev.trestle.verticle.fs.FsNode.read;
import static dev.trestle.verticle.fs.FsNode.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Fs;
import dev.trestle.wire.Fs.Entry;
import dev.trestle.wire.Fs.EntryType;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is neither an ordinary file nor an ordinary directory. */
class FsOddFilesTest {

    @RegisterExtension
    final FsNode fs = new FsNode();

    private static Refused special(String path) {
        return new Refused(ErrorCode.UNSUPPORTED, "neither a file nor a directory nor a link: " + path);
    }

    @Test
    void pipesAndSocketsAreListedMovedAndDeletedButNotOpened() throws Exception {
        // Given
        fs.pipe("pipe");
        try (var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(fs.root().resolve("socket")));
            for (var path : List.of("pipe", "socket")) {
                // Then
                assertThat(fs.failureOf(Fs.READ, read(path))).isEqualTo(special(path));
                assertThat(fs.failureOf(Fs.WRITE, write(path, "x"))).isEqualTo(special(path));
                assertThat(fs.failureOf(Fs.PATCH, patch(path, "", Fs.PatchFormat.DMP)))
                        .isEqualTo(special(path));
                assertThat(fs.failureOf(Fs.COPY, new Fs.Copy(path, "copy", false)))
                        .isEqualTo(special(path));
                assertThat(fs.call(Fs.MOVE, new Fs.Move(path, path + "2", false))
                                .type())
                        .isEqualTo(EntryType.OTHER);
                fs.call(Fs.DELETE, new Fs.Delete(path + "2", false));
            }
        }
        assertThat(fs.call(Fs.LIST, list("")).entries()).isEmpty();
    }

    @Test
    void aDeviceIsListedAndDeletedButNotOpened() throws Exception {
        // Given
        int made = new ProcessBuilder("mknod", fs.root().resolve("zero").toString(), "c", "1", "5")
                .start()
                .waitFor();
        assumeThat(made).as("only root may make devices").isZero();
        // Then
        assertThat(fs.failureOf(Fs.READ, read("zero"))).isEqualTo(special("zero"));
        assertThat(fs.failureOf(Fs.WRITE, write("zero", "x"))).isEqualTo(special("zero"));
        assertThat(fs.failureOf(Fs.COPY, new Fs.Copy("zero", "copy", false))).isEqualTo(special("zero"));
        assertThat(fs.call(Fs.LIST, list("")).entries()).extracting(Entry::type).containsExactly(EntryType.OTHER);
        fs.call(Fs.DELETE, new Fs.Delete("zero", false));
        assertThat(fs.exists("zero")).isFalse();
    }

    @Test
    void aCopyOfASparseFileIsSparse() throws Exception {
        // Given
        long size = 100L << 30;
        try (var sparse = new RandomAccessFile(fs.root().resolve("a").toFile(), "rw")) {
            sparse.seek(size / 2);
            sparse.writeBytes("middle");
            sparse.setLength(size);
        }
        // When
        var entry = fs.call(Fs.COPY, new Fs.Copy("a", "b", false));
        // Then
        assertThat(entry.size()).isEqualTo(size);
        assertThat(fs.call(Fs.READ, new Fs.Read("b", size / 2, 7L, Fs.Encoding.UTF8))
                        .content())
                .isEqualTo("middle\0");
    }

    @Test
    void aFileThatGrowsForEverIsReadAndCopied() throws Exception {
        // Given
        var file = fs.file("log", "x");
        var growing = new Thread(() -> grow(file));
        growing.start();
        try {
            for (int i = 0; i < 50; i++) {
                // When
                var slice = fs.call(Fs.READ, new Fs.Read("log", 0, 10L, Fs.Encoding.UTF8));
                var copy = fs.call(Fs.COPY, new Fs.Copy("log", "copy", true));
                // Then
                assertThat(slice.content()).startsWith("x");
                assertThat(copy.size()).isBetween(1L, 2L << 20);
            }
        } finally {
            growing.interrupt();
            growing.join();
        }
    }

    private static void grow(Path file) {
        while (!Thread.currentThread().isInterrupted()) {
            try (var log = new RandomAccessFile(file.toFile(), "rw")) {
                // Now and then it starts afresh, as logs do.
                log.setLength(log.length() > 1 << 20 ? 1 : log.length());
                log.seek(log.length());
                log.writeBytes("x".repeat(1000));
            } catch (IOException stopped) {
                return;
            }
        }
    }

    @Test
    void aLargeDirectoryComesInPages() throws Exception {
        // Given
        int files = 100_000;
        var directory = Files.createDirectory(fs.root().resolve("d"));
        for (int i = 0; i < files; i++) {
            // Names of a few files, which are made sooner than files: ext4 allows 65,000 of one.
            var file = fs.root().resolve("file" + i / 50_000);
            Files.createLink(directory.resolve("f" + i), Files.exists(file) ? file : Files.createFile(file));
        }
        // When
        var seen = new ArrayList<String>();
        String cursor = null;
        long start = System.nanoTime();
        do {
            var page = fs.call(Fs.LIST, new Fs.ListFiles("d", 1, 10_000, cursor, true));
            page.entries().stream().map(Entry::name).forEach(seen::add);
            cursor = page.cursor();
        } while (cursor != null);
        // Then
        assertThat(seen).hasSize(files).doesNotHaveDuplicates().isSorted();
        assertThat(System.nanoTime() - start).isLessThan(10_000_000_000L);
    }

    @Test
    void aNameThatIsNotUtf8IsShownAndGoesWithItsDirectory() throws Exception {
        // Given
        fs.file("d/a.txt", "x");
        var made = new ProcessBuilder("sh", "-c", "touch \"$(printf 'd/b\\377')\"")
                .directory(fs.root().toFile())
                .start();
        assertThat(made.waitFor()).isZero();
        // Then
        assertThat(fs.call(Fs.LIST, list("d")).entries())
                .extracting(Entry::name)
                .containsExactly("a.txt", "b\ufffd");
        fs.call(Fs.COPY, new Fs.Copy("d", "e", false));
        fs.call(Fs.DELETE, new Fs.Delete("d", true));
        assertThat(fs.call(Fs.LIST, list("e")).entries()).hasSize(2);
        assertThat(fs.exists("d")).isFalse();
    }
}
