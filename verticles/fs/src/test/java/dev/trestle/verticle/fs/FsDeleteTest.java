package dev.trestle.verticle.fs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bus.Draft;
import dev.trestle.wire.Empty;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Fs;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FsDeleteTest {

    @RegisterExtension
    final FsNode fs = new FsNode();

    private static Fs.Delete delete(String path) {
        return new Fs.Delete(path, false);
    }

    private static Fs.Delete deleteAll(String path) {
        return new Fs.Delete(path, true);
    }

    @Test
    void deletesAFile() throws Exception {
        // Given
        fs.file("a/b.txt", "hello");
        // When
        var answer = fs.call(Fs.DELETE, delete("a/b.txt"));
        // Then
        assertThat(answer).isEqualTo(new Empty());
        assertThat(fs.root().resolve("a")).isEmptyDirectory();
    }

    @Test
    void deletesAnEmptyDirectory() throws Exception {
        // Given
        Files.createDirectory(fs.root().resolve("a"));
        // When
        fs.call(Fs.DELETE, delete("a"));
        // Then
        assertThat(fs.exists("a")).isFalse();
    }

    @Test
    void takesADirectoryWithNothingButDraftsForEmpty() throws Exception {
        // Given
        Files.createDirectory(fs.root().resolve("a"));
        Files.createFile(fs.root().resolve("a").resolve(Draft.name()));
        // When
        fs.call(Fs.DELETE, delete("a"));
        // Then
        assertThat(fs.exists("a")).isFalse();
    }

    @Test
    void refusesADirectoryThatIsNotEmpty() throws Exception {
        // Given
        fs.file("a/b.txt", "hello");
        // When
        var refusal = fs.failureOf(Fs.DELETE, delete("a"));
        // Then
        assertThat(refusal)
                .isEqualTo(new Refused(
                        ErrorCode.CONFLICT,
                        "the directory is not empty: a",
                        Map.of("type", "directory", "empty", false)));
        assertThat(fs.exists("a/b.txt")).isTrue();
    }

    @Test
    void deletesADirectoryWithAllItHolds() throws Exception {
        // Given
        fs.file("a/b/c/d.txt", "hello");
        fs.file("a/.hidden", "hello");
        fs.pipe("a/pipe");
        // When
        fs.call(Fs.DELETE, deleteAll("a"));
        // Then
        assertThat(fs.root()).isEmptyDirectory();
    }

    @Test
    void doesNotFollowLinks() throws Exception {
        // Given
        fs.file("kept/x", "hello");
        fs.file("a/x", "hello");
        fs.link("a/inside", "../kept");
        fs.link("a/outside", fs.outside().toString());
        // When
        fs.call(Fs.DELETE, deleteAll("a"));
        // Then
        assertThat(fs.exists("kept/x")).isTrue();
        assertThat(fs.outside().resolve("secret.txt")).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "x", "../outside", "nowhere"})
    void deletesALinkAndNotWhatItPointsTo(String target) throws Exception {
        // Given
        fs.file("x/y", "hello");
        fs.link("link", target);
        // When
        fs.call(Fs.DELETE, deleteAll("link"));
        // Then
        assertThat(Files.exists(fs.root().resolve("link"), LinkOption.NOFOLLOW_LINKS))
                .isFalse();
        assertThat(fs.exists("x/y")).isTrue();
        assertThat(fs.outside().resolve("secret.txt")).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "a/.."})
    void refusesTheRoot(String path) throws Exception {
        // Given
        fs.file("a/b.txt", "hello");
        // When
        var refusal = fs.failureOf(Fs.DELETE, deleteAll(path));
        // Then
        assertThat(refusal).isEqualTo(new Refused(ErrorCode.FORBIDDEN, "the root of a workspace cannot be deleted"));
        assertThat(fs.exists("a/b.txt")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "missing/x", "a.txt/x"})
    void doesNotFindWhatIsNotThere(String path) throws Exception {
        // Given
        fs.file("a.txt", "hello");
        // When
        var refusal = fs.failureOf(Fs.DELETE, deleteAll(path));
        // Then
        assertThat(refusal).isEqualTo(new Refused(ErrorCode.NOT_FOUND, "no such file: " + path));
    }

    @Test
    void stopsWhenCancelled() throws Exception {
        // Given
        for (int i = 0; i < 2000; i++) {
            fs.file("a/" + i, "");
        }
        // When
        var refusal = fs.cancel(Fs.DELETE, deleteAll("a"));
        // Then
        assertThat(refusal.code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(fs.exists("a")).isTrue();
    }
}
