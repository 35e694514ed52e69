package dev.trestle.verticle.fs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bus.Draft;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Fs;
import dev.trestle.wire.Fs.Move;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FsMoveTest {

    @RegisterExtension
    final FsNode fs = new FsNode();

    private static Move move(String from, String to) {
        return new Move(from, to, false);
    }

    private static Move moveOver(String from, String to) {
        return new Move(from, to, true);
    }

    @Test
    void movesAFile() throws Exception {
        // Given
        fs.file("a.txt", "hello");
        fs.file("b/x", "");
        // When
        var entry = fs.call(Fs.MOVE, move("a.txt", "b/c.txt"));
        // Then
        assertThat(fs.text("b/c.txt")).isEqualTo("hello");
        assertThat(fs.exists("a.txt")).isFalse();
        assertThat(entry).isEqualTo(fs.call(Fs.STAT, new Fs.Stat("b/c.txt")));
    }

    @Test
    void movesADirectoryWithAllItHolds() throws Exception {
        // Given
        fs.file("a/b/c.txt", "hello");
        // When
        fs.call(Fs.MOVE, move("a", "d"));
        // Then
        assertThat(fs.text("d/b/c.txt")).isEqualTo("hello");
        assertThat(fs.exists("a")).isFalse();
    }

    @Test
    void movesALinkAndNotWhatItPointsTo() throws Exception {
        // Given
        fs.link("link", "../outside/secret.txt");
        // When
        fs.call(Fs.MOVE, move("link", "moved"));
        // Then
        assertThat(Files.readSymbolicLink(fs.root().resolve("moved"))).isEqualTo(Path.of("../outside/secret.txt"));
        assertThat(fs.outside().resolve("secret.txt")).exists();
    }

    @Test
    void replacesAFileWhenAsked() throws Exception {
        // Given
        fs.file("a.txt", "new");
        fs.file("b.txt", "old");
        // When
        fs.call(Fs.MOVE, moveOver("a.txt", "b.txt"));
        // Then
        assertThat(fs.text("b.txt")).isEqualTo("new");
        assertThat(fs.exists("a.txt")).isFalse();
    }

    @Test
    void replacesALinkAndNotWhatItPointsTo() throws Exception {
        // Given
        fs.file("a.txt", "new");
        fs.link("link", "../outside/secret.txt");
        // When
        fs.call(Fs.MOVE, moveOver("a.txt", "link"));
        // Then
        assertThat(fs.root().resolve("link")).isRegularFile().hasContent("new");
        assertThat(fs.outside().resolve("secret.txt")).hasContent("secret");
    }

    @Test
    void replacesAnEmptyDirectoryByADirectory() throws Exception {
        // Given
        fs.file("a/x", "new");
        Files.createDirectory(fs.root().resolve("b"));
        Files.createFile(fs.root().resolve("b").resolve(Draft.name()));
        // When
        fs.call(Fs.MOVE, moveOver("a", "b"));
        // Then
        assertThat(fs.text("b/x")).isEqualTo("new");
    }

    @Test
    void leavesOneOfTwoNamesOfOneFile() throws Exception {
        // Given
        Files.createLink(fs.root().resolve("b.txt"), fs.file("a.txt", "hello"));
        // When
        fs.call(Fs.MOVE, moveOver("a.txt", "b.txt"));
        // Then
        assertThat(fs.exists("a.txt")).isFalse();
        assertThat(fs.text("b.txt")).isEqualTo("hello");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void doesNothingFromAPlaceToItself(boolean overwrite) throws Exception {
        // Given
        fs.file("a/b.txt", "hello");
        fs.link("alias", "a");
        // When
        var entry = fs.call(Fs.MOVE, new Move("a/b.txt", "alias/./b.txt", overwrite));
        // Then
        assertThat(entry.path()).isEqualTo("alias/b.txt");
        assertThat(fs.text("a/b.txt")).isEqualTo("hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"b.txt", "b", "link", "dangling"})
    void refusesAPlaceThatIsTaken(String to) throws Exception {
        // Given
        fs.file("a.txt", "new");
        fs.file("b.txt", "old");
        fs.file("b/x", "old");
        fs.link("link", "b");
        fs.link("dangling", "nowhere");
        // When
        var refusal = fs.failureOf(Fs.MOVE, move("a.txt", to));
        // Then
        assertThat(refusal).isEqualTo(new Refused(ErrorCode.ALREADY_EXISTS, "something is there already: " + to));
        assertThat(fs.text("a.txt")).isEqualTo("new");
        assertThat(fs.text("b.txt")).isEqualTo("old");
    }

    @ParameterizedTest
    @CsvSource({"a,a/b", "a,a/b/c", "a,link/c"})
    void refusesToMoveADirectoryIntoItself(String from, String to) throws Exception {
        // Given
        fs.file("a/b/x", "");
        fs.link("link", "a/b");
        // When
        var refusal = fs.failureOf(Fs.MOVE, moveOver(from, to));
        // Then
        assertThat(refusal).isEqualTo(new Refused(ErrorCode.INVALID_ARGUMENT, "to is inside from: " + to));
    }

    @ParameterizedTest
    @CsvSource({"a,b", "a/c,a"})
    void refusesToReplaceADirectoryThatIsNotEmpty(String from, String to) throws Exception {
        // Given
        fs.file("a/c/x", "");
        fs.file("b/x", "");
        // When
        var refusal = fs.failureOf(Fs.MOVE, moveOver(from, to));
        // Then
        assertThat(refusal)
                .isEqualTo(new Refused(
                        ErrorCode.CONFLICT,
                        "the directory is not empty: " + to,
                        Map.of("type", "directory", "empty", false)));
        assertThat(fs.exists("a/c/x")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"a,b.txt,directory,file", "b.txt,a,file,directory", "a,link,directory,symlink"})
    void refusesToReplaceOneSortByAnother(String from, String to, String fromType, String toType) throws Exception {
        // Given
        Files.createDirectory(fs.root().resolve("a"));
        fs.file("b.txt", "");
        fs.link("link", "a");
        // When
        var refusal = fs.failureOf(Fs.MOVE, moveOver(from, to));
        // Then
        assertThat(refusal)
                .isEqualTo(new Refused(
                        ErrorCode.CONFLICT,
                        "a " + fromType + " cannot replace a " + toType + ": " + to,
                        Map.of("type", toType)));
    }

    @ParameterizedTest
    @CsvSource({"a.txt,''", "'',b", "/,b", "a.txt,."})
    void refusesTheRoot(String from, String to) throws Exception {
        // Given
        fs.file("a.txt", "");
        // When
        var refusal = fs.failureOf(Fs.MOVE, moveOver(from, to));
        // Then
        assertThat(refusal)
                .isEqualTo(new Refused(ErrorCode.FORBIDDEN, "the root of a workspace cannot be moved or replaced"));
    }

    @ParameterizedTest
    @CsvSource({"missing,b,missing", "a.txt/x,b,a.txt/x", "a.txt,missing/b,missing/b", "a.txt,a.txt/b/c,a.txt/b/c"})
    void doesNotFindWhatIsNotThere(String from, String to, String named) throws Exception {
        // Given
        fs.file("a.txt", "");
        // When
        var refusal = fs.failureOf(Fs.MOVE, move(from, to));
        // Then
        assertThat(refusal).isEqualTo(new Refused(ErrorCode.NOT_FOUND, "no such file: " + named));
    }

    @Test
    void refusesAPathThatNoFileCanHaveByTheNameOfItsField() {
        assertThat(fs.failureOf(Fs.MOVE, move("a\0", "b")))
                .isEqualTo(new Refused(ErrorCode.INVALID_ARGUMENT, "from must not contain NUL"));
        assertThat(fs.failureOf(Fs.MOVE, move("a", "b\0")))
                .isEqualTo(new Refused(ErrorCode.INVALID_ARGUMENT, "to must not contain NUL"));
    }
}
