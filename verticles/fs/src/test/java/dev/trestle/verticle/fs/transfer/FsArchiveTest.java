package dev.trestle.verticle.fs.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bus.Draft;
import dev.trestle.verticle.fs.FsNode;
import dev.trestle.verticle.fs.Reading;
import dev.trestle.verticle.fs.Refused;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Transfer;
import dev.trestle.wire.Transfer.Archive;
import dev.trestle.wire.Transfer.Archived;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Archives, as the {@code tar} of this machine unpacks them. */
class FsArchiveTest {

    @RegisterExtension
    final FsNode fs = new FsNode();

    @TempDir
    Path unpacked;

    private Archived unpack(String path) throws Exception {
        var reading = Reading.eager(fs.streams());
        var archived = FsNode.await(fs.send(Transfer.ARCHIVE, new Archive(path), reading.address()));
        var tar = new ProcessBuilder("tar", "xzpf", "-", "-C", unpacked.toString())
                .redirectErrorStream(true)
                .start();
        try (var input = tar.getOutputStream()) {
            input.write(reading.all());
        }
        var said = new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(tar.waitFor()).as(said).isZero();
        assertThat(said).isEmpty();
        return archived;
    }

    /** Path to what a person would compare. */
    private static TreeMap<String, String> tree(Path top) throws IOException {
        var tree = new TreeMap<String, String>();
        try (var files = Files.walk(top)) {
            for (var file : files.toList()) {
                tree.put(top.relativize(file).toString(), facts(file));
            }
        }
        return tree;
    }

    private static String facts(Path file) throws IOException {
        if (Files.isSymbolicLink(file)) {
            return "-> " + Files.readSymbolicLink(file);
        }
        var mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        var time = Files.getLastModifiedTime(file).toInstant().getEpochSecond();
        return mode + " " + time
                + (Files.isDirectory(file)
                        ? ""
                        : " " + new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
    }

    @Test
    void unpacksToTheSameTree() throws Exception {
        // Given
        var random = new byte[300_000];
        new Random(1).nextBytes(random);
        Files.write(fs.file("p/.git/objects/ab", ""), random);
        fs.file("p/" + "deep/".repeat(40) + "name-that-is-" + "long-".repeat(30), "x");
        fs.file("p/ü 漢字 \n\"quote\\", "odd name");
        fs.file("p/zeros", "\0".repeat(3_000_000));
        fs.file("p/empty", "");
        Files.createDirectory(fs.root().resolve("p/nothing in it"));
        fs.link("p/link", "../elsewhere");
        fs.link("p/" + "l".repeat(120), "t".repeat(200));
        var script = fs.file("p/run.sh", "#!/bin/sh\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-x--x"));
        Files.setLastModifiedTime(script, FileTime.fromMillis(1_000_000_000_000L));
        Files.createFile(fs.root().resolve("p/" + Draft.name()));
        // When
        var archived = unpack("p");
        // Then
        assertThat(archived).isEqualTo(new Archived("p", "p"));
        try (var files = Files.list(fs.root().resolve("p"))) {
            for (var draft : files.filter(
                            file -> Draft.isName(file.getFileName().toString()))
                    .toList()) {
                var before = Files.getLastModifiedTime(draft.getParent());
                Files.delete(draft);
                Files.setLastModifiedTime(draft.getParent(), before);
            }
        }
        assertThat(tree(unpacked.resolve("p"))).isEqualTo(tree(fs.root().resolve("p")));
        try (var all = Files.list(unpacked)) {
            assertThat(all).hasSize(1);
        }
    }

    @Test
    void takesTheNameOfTheWorkspaceForItsRoot() throws Exception {
        // Given
        fs.file("a.txt", "hello");
        // When
        var archived = unpack("/");
        // Then
        assertThat(archived).isEqualTo(new Archived("", "demo"));
        assertThat(unpacked.resolve("demo/a.txt")).hasContent("hello");
    }

    @Test
    void leavesOutWhatCannotBePutInAndSaysSo() throws Exception {
        // Given
        fs.file("p/a.txt", "hello");
        fs.pipe("p/pipe");
        // When
        unpack("p");
        // Then
        assertThat(unpacked.resolve("p/a.txt")).hasContent("hello");
        assertThat(unpacked.resolve("p/pipe")).doesNotExist();
        assertThat(Files.readString(unpacked.resolve("p.left-out.txt")))
                .isEqualTo("p/pipe is neither a file nor a directory nor a link\n");
    }

    @Test
    void refusesWhatIsNoDirectory() throws Exception {
        // Given
        fs.file("a.txt", "hello");
        var reading = Reading.slow(fs.streams());
        // When
        var refusal = Refused.of(fs.send(Transfer.ARCHIVE, new Archive("a.txt"), reading.address()));
        // Then
        assertThat(refusal).isEqualTo(new Refused(ErrorCode.INVALID_ARGUMENT, "path is not a directory: a.txt"));
    }
}
