package dev.trestle.verticle.fs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bus.Draft;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Fs;
import dev.trestle.wire.Fs.Copy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FsCopyTest {

    @RegisterExtension
    final FsNode fs = new FsNode();

    private static Copy copy(String from, String to) {
        return new Copy(from, to, false);
    }

    private static Copy copyOver(String from, String to) {
        return new Copy(from, to, true);
    }

    private String mode(String path) throws IOException {
        return PosixFilePermissions.toString(
                Files.getPosixFilePermissions(fs.root().resolve(path)));
    }

    private void mode(String path, String mode) throws IOException {
        Files.setPosixFilePermissions(fs.root().resolve(path), PosixFilePermissions.fromString(mode));
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(fs.root())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void copiesAFileWithItsMode() throws Exception {
        // Given
        fs.file("a.sh", "hello");
        mode("a.sh", "rwxr-x-w-");
        // When
        var entry = fs.call(Fs.COPY, copy("a.sh", "b.sh"));
        // Then
        assertThat(fs.text("b.sh")).isEqualTo("hello");
        assertThat(fs.text("a.sh")).isEqualTo("hello");
        assertThat(mode("b.sh")).isEqualTo("rwxr-x-w-");
        assertThat(entry).isEqualTo(fs.call(Fs.STAT, new Fs.Stat("b.sh")));
        assertThat(names()).containsExactly("a.sh", "b.sh");
    }

    @Test
    void copiesADirectoryWithAllItHolds() throws Exception {
        // Given
        fs.file("a/b/c.txt", "hello");
        fs.file("a/.hidden", "hidden");
        Files.createDirectory(fs.root().resolve("a/empty"));
        Files.createFile(fs.root().resolve("a").resolve(Draft.name()));
        mode("a/b", "r-xr-x---");
        // When
        fs.call(Fs.COPY, copy("a", "d"));
        // Then
        assertThat(fs.text("d/b/c.txt")).isEqualTo("hello");
        assertThat(fs.text("d/.hidden")).isEqualTo("hidden");
        assertThat(fs.root().resolve("d/empty")).isEmptyDirectory();
        assertThat(mode("d/b")).isEqualTo("r-xr-x---");
        assertThat(fs.call(Fs.LIST, new Fs.ListFiles("d", 1, 10, null, true)).entries())
                .extracting(Fs.Entry::name)
                .containsExactly("b", "empty", ".hidden");
        try (var files = Files.list(fs.root().resolve("d"))) {
            assertThat(files).hasSize(3);
        }
        mode("a/b", "rwxr-x---");
        mode("d/b", "rwxr-x---");
    }

    @Test
    void copiesLinksAsLinks() throws Exception {
        // Given
        fs.file("a/x", "hello");
        fs.link("a/inside", "x");
        fs.link("a/outside", fs.outside().toString());
        // When
        fs.call(Fs.COPY, copy("a", "b"));
        // Then
        assertThat(Files.readSymbolicLink(fs.root().resolve("b/inside"))).isEqualTo(Path.of("x"));
        assertThat(Files.readSymbolicLink(fs.root().resolve("b/outside"))).isEqualTo(fs.outside());
    }

    @Test
    void replacesAFileWhenAsked() throws Exception {
        // Given
        fs.file("a.txt", "new");
        fs.file("b.txt", "old");
        // When
        fs.call(Fs.COPY, copyOver("a.txt", "b.txt"));
        // Then
        assertThat(fs.text("b.txt")).isEqualTo("new");
        assertThat(names()).containsExactly("a.txt", "b.txt");
    }

    @Test
    void doesNothingFromAPlaceOverItself() throws Exception {
        // Given
        fs.file("a.txt", "hello");
        var before = fs.call(Fs.STAT, new Fs.Stat("a.txt"));
        // When
        var entry = fs.call(Fs.COPY, copyOver("a.txt", "./a.txt"));
        // Then
        assertThat(entry).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"a.txt,b.txt", "a.txt,a.txt", "a.txt,d", "d,b.txt"})
    void refusesAPlaceThatIsTaken(String from, String to) throws Exception {
        // Given
        fs.file("a.txt", "new");
        fs.file("b.txt", "old");
        fs.file("d/x", "");
        // When
        var refusal = fs.failureOf(Fs.COPY, copy(from, to));
        // Then
        assertThat(refusal).isEqualTo(new Refused(ErrorCode.ALREADY_EXISTS, "something is there already: " + to));
        assertThat(fs.text("b.txt")).isEqualTo("old");
    }

    @ParameterizedTest
    @CsvSource({"a,a/b", "'',a/b", "'',x"})
    void refusesToCopyADirectoryIntoItself(String from, String to) throws Exception {
        // Given
        fs.file("a/x", "");
        // When
        var refusal = fs.failureOf(Fs.COPY, copy(from, to));
        // Then
        assertThat(refusal).isEqualTo(new Refused(ErrorCode.INVALID_ARGUMENT, "to is inside from: " + to));
    }

    @Test
    void refusesToReplaceADirectoryThatIsNotEmpty() throws Exception {
        // Given
        fs.file("a/x", "");
        fs.file("b/x", "");
        // When
        var refusal = fs.failureOf(Fs.COPY, copyOver("a", "b"));
        // Then
        assertThat(refusal)
                .isEqualTo(new Refused(
                        ErrorCode.CONFLICT,
                        "the directory is not empty: b",
                        Map.of("type", "directory", "empty", false)));
    }

    @Test
    void refusesToReplaceTheRoot() throws Exception {
        // Given
        fs.file("a/x", "");
        // When
        var refusal = fs.failureOf(Fs.COPY, copyOver("a", "/"));
        // Then
        assertThat(refusal).isEqualTo(new Refused(ErrorCode.FORBIDDEN, "the root of a workspace cannot be replaced"));
    }

    @Test
    void refusesAPipeWhereverItIsAndLeavesNothing() throws Exception {
        // Given
        fs.file("a/b/x", "");
        fs.pipe("a/b/pipe");
        // When
        var refusal = fs.failureOf(Fs.COPY, copy("a", "c"));
        // Then
        assertThat(refusal)
                .isEqualTo(new Refused(ErrorCode.UNSUPPORTED, "neither a file nor a directory nor a link: a/b/pipe"));
        assertThat(names()).containsExactly("a");
    }

    @ParameterizedTest
    @CsvSource({"missing,b,missing", "a.txt/x,b,a.txt/x", "a.txt,missing/b,missing/b"})
    void doesNotFindWhatIsNotThere(String from, String to, String named) throws Exception {
        // Given
        fs.file("a.txt", "");
        // When
        var refusal = fs.failureOf(Fs.COPY, copy(from, to));
        // Then
        assertThat(refusal).isEqualTo(new Refused(ErrorCode.NOT_FOUND, "no such file: " + named));
    }

    @Test
    void leavesNothingWhenCancelled() throws Exception {
        // Given
        for (int i = 0; i < 300; i++) {
            fs.file("a/" + i, "x");
        }
        // When
        var refusal = fs.cancel(Fs.COPY, copy("a", "b"));
        // Then
        assertThat(refusal.code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(names()).containsExactly("a");
    }

    @Test
    void refusesAPathThatNoFileCanHave() {
        assertThat(fs.failureOf(Fs.COPY, copy("a", "\0")))
                .isEqualTo(new Refused(ErrorCode.INVALID_ARGUMENT, "to must not contain NUL"));
    }
}
