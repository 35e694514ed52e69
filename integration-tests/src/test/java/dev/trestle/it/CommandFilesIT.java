package dev.trestle.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.it.Launched.Ended;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** PROTOCOL §10: {@code ls}, {@code cat}, {@code get} and {@code put}. */
@ExtendWith(OneTrestle.class)
class CommandFilesIT {

    @TempDir
    private Path folder;

    private StartedTrestle trestle;

    @BeforeEach
    void use(StartedTrestle one) {
        trestle = one;
    }

    private Ended run(String command, String... arguments) {
        return runAt(trestle.http("/"), command, arguments);
    }

    private Ended runAt(URI url, String command, String... arguments) {
        var all = new ArrayList<>(List.of(command, "--url", url.toString()));
        all.addAll(List.of(arguments));
        return StartedTrestle.run(folder, StartedTrestle.WITH_TOKEN, all.toArray(String[]::new));
    }

    private static void assertDone(Ended ended, String out) {
        assertThat(ended).isEqualTo(new Ended(0, out, ""));
    }

    @Test
    void lsShowsOneNameOnEachLine(Desk desk) throws IOException {
        // Given
        desk.put("b π.txt", "12345");
        desk.put(".hidden", "");
        Files.createDirectory(desk.file("dir"));
        // Then
        assertDone(run("ls", desk.path()), "dir\nb π.txt\n");
        assertDone(run("ls", "-a", desk.path()), "dir\n.hidden\nb π.txt\n");
        var detailed = run("ls", "-l", desk.at("b π.txt"));
        assertThat(detailed.out()).matches("-rw-r--r-- +5 \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d b π.txt\n");
    }

    @Test
    void catWritesFilesByteForByte(Desk desk) throws IOException {
        // Given
        var first = desk.put("a.txt", "one\n");
        var second = desk.put("b c.txt", "two");
        // Then
        assertDone(run("cat", first, second), "one\ntwo");
    }

    @Test
    void aRefusalSaysWhyAndExitsWithThree(Desk desk) {
        // When
        var ended = run("cat", desk.at("none"));
        // Then
        assertThat(ended).isEqualTo(new Ended(3, "", "NOT_FOUND: no such file: " + desk.at("none") + "\n"));
    }

    @Test
    void whatIsPutIsGotAgain(Desk desk) throws IOException {
        // Given
        var content = new byte[9 << 20];
        new Random(3).nextBytes(content);
        Files.write(folder.resolve("large.bin"), content);
        // When
        var put = run("put", "-p", "large.bin", desk.at("new/dir/"));
        var got = run("get", desk.at("new/dir/large.bin"), "copy.bin");
        // Then
        var etag = desk.client()
                .call("fs.stat", "path", desk.at("new/dir/large.bin"))
                .get("etag");
        assertDone(put, etag.asText() + "\n");
        assertDone(got, "");
        assertThat(folder.resolve("copy.bin")).hasBinaryContent(content);
    }

    @Test
    void putGoesOnWhereItWasWhenTheConnectionWasCut(Desk desk) throws IOException {
        // Given
        int size = 24 << 20;
        var content = new byte[size];
        new Random(4).nextBytes(content);
        Files.write(folder.resolve("large.bin"), content);
        desk.put("large.bin", "old");
        try (var proxy = new CuttingProxy(trestle.port(), 16 << 20)) {
            // When
            var put = runAt(proxy.uri(), "put", "large.bin", desk.at("large.bin"));
            // Then
            assertThat(put.err()).isEmpty();
            assertThat(put.exitCode()).isZero();
            // More than the file is what was on its way when it was cut, and no second beginning.
            assertThat(proxy.sent()).isBetween((long) size, size + (12L << 20));
        }
        assertThat(desk.file("large.bin")).hasBinaryContent(content);
        try (var files = Files.list(desk.file(""))) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void putKeepsItsConditions(Desk desk) throws IOException {
        // Given
        var path = desk.put("a.txt", "old");
        Files.writeString(folder.resolve("a.txt"), "new");
        // Then
        assertThat(run("put", "--new", "a.txt", path).exitCode()).isEqualTo(3);
        assertThat(run("put", "--if-match", "other", "a.txt", path).err()).startsWith("CONFLICT: the file has changed");
        assertThat(desk.file("a.txt")).hasContent("old");
        assertThat(run("put", "nothing", path).exitCode()).isEqualTo(2);
    }

    @Test
    void getOfADirectoryIsAnArchive(Desk desk) throws IOException {
        // Given
        Files.createDirectory(desk.file("d"));
        desk.put("d/a.txt", "hello");
        // When
        var got = run("get", desk.at("d"));
        // Then
        assertDone(got, "");
        try (var tar = Launched.start(folder, Map.of(), List.of("tar", "xzf", "d.tar.gz"))) {
            assertThat(tar.ended().exitCode()).isZero();
        }
        assertThat(folder.resolve("d/a.txt")).hasContent("hello");
    }

    @Test
    void getLeavesTheOldFileWhenItFails(Desk desk) throws IOException {
        // Given
        Files.writeString(folder.resolve("a.txt"), "old");
        // When
        var got = run("get", desk.at("none"), "a.txt");
        // Then
        assertThat(got.exitCode()).isEqualTo(3);
        assertThat(folder.resolve("a.txt")).hasContent("old");
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }
}
