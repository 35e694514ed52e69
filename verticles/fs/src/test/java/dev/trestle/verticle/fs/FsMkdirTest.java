package dev.trestle.verticle.fs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Fs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FsMkdirTest {

    @RegisterExtension
    final FsNode fs = new FsNode();

    private static Fs.MakeDirectory make(String path, boolean parents) {
        return new Fs.MakeDirectory(path, parents);
    }

    @Test
    void makesADirectory() throws Exception {
        // When
        var entry = fs.call(Fs.MKDIR, make("a", false));
        // Then
        assertThat(fs.root().resolve("a")).isEmptyDirectory();
        assertThat(entry).isEqualTo(fs.call(Fs.STAT, new Fs.Stat("a")));
    }

    @Test
    void makesDirectoriesOnTheWayWhenAsked() throws Exception {
        // Given
        fs.file("a/x", "");
        fs.link("link", "a");
        // When
        var entry = fs.call(Fs.MKDIR, make("link/b/c", true));
        // Then
        assertThat(fs.root().resolve("a/b/c")).isEmptyDirectory();
        assertThat(entry.path()).isEqualTo("link/b/c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a.txt", "dangling", "out"})
    void refusesAPlaceThatIsTaken(String path) throws Exception {
        // Given
        fs.file("a/x", "");
        fs.file("a.txt", "");
        fs.link("dangling", "nowhere");
        fs.link("out", "../outside/new");
        // When
        var refusal = fs.failureOf(Fs.MKDIR, make(path, true));
        // Then
        assertThat(refusal).isEqualTo(new Refused(ErrorCode.ALREADY_EXISTS, "something is there already: " + path));
    }

    @Test
    void refusesADirectoryWithoutItsParent() {
        // When
        var refusal = fs.failureOf(Fs.MKDIR, make("a/b", false));
        // Then
        assertThat(refusal).isEqualTo(new Refused(ErrorCode.NOT_FOUND, "no such file: a/b"));
        assertThat(fs.exists("a")).isFalse();
    }

    @Test
    void refusesADirectoryBelowAFile() throws Exception {
        // Given
        fs.file("a.txt", "");
        // When
        var refusal = fs.failureOf(Fs.MKDIR, make("a.txt/b/c", true));
        // Then
        assertThat(refusal).isEqualTo(new Refused(ErrorCode.NOT_FOUND, "no such file: a.txt/b/c"));
    }

    @Test
    void refusesAPathThatNoFileCanHave() {
        assertThat(fs.failureOf(Fs.MKDIR, make("a\0", true)))
                .isEqualTo(new Refused(ErrorCode.INVALID_ARGUMENT, "path must not contain NUL"));
    }
}
