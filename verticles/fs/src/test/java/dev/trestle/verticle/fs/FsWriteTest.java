package dev.trestle.verticle.fs;

import static dev.trestle.verticle.fs.FsNode.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.verticle.fs.draft.Replacement;
import dev.trestle.verticle.fs.path.Found;
import dev.trestle.verticle.fs.path.Name;
import dev.trestle.verticle.fs.path.Root;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Fs;
import dev.trestle.wire.Fs.Encoding;
import dev.trestle.wire.Fs.Write;
import dev.trestle.wire.Fs.Written;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FsWriteTest {

    @RegisterExtension
    final FsNode fs = new FsNode();

    private Fs.Entry stat(String path) {
        return fs.call(Fs.STAT, new Fs.Stat(path));
    }

    private static Write matching(String path, String content, String etag) {
        return new Write(path, content, Encoding.UTF8, etag, true, false);
    }

    private List<String> names(String directory) throws IOException {
        try (Stream<Path> files = Files.list(fs.root().resolve(directory))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void makesAFile() throws Exception {
        // When
        var written = fs.call(Fs.WRITE, write("a.txt", "wörld\r\n"));
        // Then
        assertThat(fs.text("a.txt")).isEqualTo("wörld\r\n");
        assertThat(written).isEqualTo(new Written(stat("a.txt").etag(), 8));
        assertThat(names("")).containsExactly("a.txt");
    }

    @Test
    void makesAFileWithTheModeOfAnyOther() throws Exception {
        // Given
        fs.file("usual.txt", "");
        // When
        fs.call(Fs.WRITE, write("a.txt", "hello"));
        // Then
        assertThat(stat("a.txt").mode()).isEqualTo(stat("usual.txt").mode());
    }

    @Test
    void replacesAFile() throws Exception {
        // Given
        fs.file("a/b.txt", "old and longer");
        // When
        var written = fs.call(Fs.WRITE, write("a/b.txt", "new"));
        // Then
        assertThat(fs.text("a/b.txt")).isEqualTo("new");
        assertThat(written).isEqualTo(new Written(stat("a/b.txt").etag(), 3));
        assertThat(names("a")).containsExactly("b.txt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxr-xr-x", "rw-------", "r--r--r--", "rw-rw-rw-", "---------", "-w--w--w-"})
    void keepsTheMode(String mode) throws Exception {
        // Given
        Files.setPosixFilePermissions(fs.file("a.sh", "old"), PosixFilePermissions.fromString(mode));
        // When
        fs.call(Fs.WRITE, write("a.sh", "new"));
        // Then
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(fs.root().resolve("a.sh"))))
                .isEqualTo(mode);
    }

    @Test
    void writesBytes() throws Exception {
        // When
        fs.call(Fs.WRITE, new Write("a.bin", "+/8A", Encoding.BASE64, null, true, false));
        // Then
        assertThat(Files.readAllBytes(fs.root().resolve("a.bin"))).containsExactly(0xfb, 0xff, 0);
    }

    @Test
    void writesThroughALinkThatStays() throws Exception {
        // Given
        fs.file("a/b.txt", "old");
        fs.link("link", "a/b.txt");
        // When
        fs.call(Fs.WRITE, write("link", "new"));
        // Then
        assertThat(fs.text("a/b.txt")).isEqualTo("new");
        assertThat(fs.root().resolve("link")).isSymbolicLink();
    }

    @Test
    void makesTheFileThatALinkIsWaitingFor() throws Exception {
        // Given
        fs.file("a/b.txt", "");
        fs.link("link", "a/missing.txt");
        // When
        fs.call(Fs.WRITE, write("link", "new"));
        // Then
        assertThat(fs.text("a/missing.txt")).isEqualTo("new");
        assertThat(fs.root().resolve("link")).isSymbolicLink();
    }

    @Test
    void writesWhatIsStillAsExpected() throws Exception {
        // Given
        var first = fs.call(Fs.WRITE, write("a.txt", "one"));
        // When
        var second = fs.call(Fs.WRITE, matching("a.txt", "two", first.etag()));
        // Then
        assertThat(fs.text("a.txt")).isEqualTo("two");
        assertThat(second).isEqualTo(new Written(stat("a.txt").etag(), 3));
    }

    @Test
    void refusesToWriteOverAChange() throws Exception {
        // Given
        var first = fs.call(Fs.WRITE, write("a.txt", "one"));
        var second = fs.call(Fs.WRITE, write("a.txt", "two!"));
        // When
        var refusal = fs.failureOf(Fs.WRITE, matching("a.txt", "three", first.etag()));
        // Then
        assertThat(refusal)
                .isEqualTo(new Refused(
                        ErrorCode.CONFLICT, "the file has changed: a.txt", Map.of("etag", second.etag(), "size", 4)));
        assertThat(fs.text("a.txt")).isEqualTo("two!");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.txt", "gone/a.txt"})
    void refusesToWriteWhatIsGone(String path) throws Exception {
        // When
        var refusal = fs.failureOf(Fs.WRITE, new Write(path, "x", Encoding.UTF8, "some-etag", true, true));
        // Then
        assertThat(refusal)
                .isEqualTo(new Refused(ErrorCode.CONFLICT, "the file is gone: " + path, Map.of("exists", false)));
        assertThat(names("")).isEmpty();
    }

    @Test
    void makesNoFileWhenNotAllowedTo() throws Exception {
        // When
        var refusal = fs.failureOf(Fs.WRITE, new Write("a/b.txt", "x", Encoding.UTF8, null, false, true));
        // Then
        assertThat(refusal).isEqualTo(new Refused(ErrorCode.NOT_FOUND, "no such file: a/b.txt"));
        assertThat(names("")).isEmpty();
    }

    @Test
    void replacesAFileWhenNotAllowedToMakeOne() throws Exception {
        // Given
        fs.file("a.txt", "old");
        // When
        fs.call(Fs.WRITE, new Write("a.txt", "new", Encoding.UTF8, null, false, false));
        // Then
        assertThat(fs.text("a.txt")).isEqualTo("new");
    }

    @Test
    void makesDirectoriesOnTheWayWhenAsked() throws Exception {
        // When
        fs.call(Fs.WRITE, new Write("a/b/c.txt", "hello", Encoding.UTF8, null, true, true));
        // Then
        assertThat(fs.text("a/b/c.txt")).isEqualTo("hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b/c.txt", "file/x", "dangling/x"})
    void refusesAFileWithoutItsDirectory(String path) throws Exception {
        // Given
        fs.file("file", "");
        fs.link("dangling", "nowhere");
        // When
        var refusal = fs.failureOf(Fs.WRITE, write(path, "hello"));
        // Then
        assertThat(refusal).isEqualTo(new Refused(ErrorCode.NOT_FOUND, "no such file: " + path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "link"})
    void refusesADirectory(String path) throws Exception {
        // Given
        fs.file("a/b.txt", "");
        fs.link("link", "a");
        // When
        var refusal = fs.failureOf(Fs.WRITE, write(path, "hello"));
        // Then
        assertThat(refusal).isEqualTo(new Refused(ErrorCode.INVALID_ARGUMENT, "path is a directory: " + path));
    }

    @Test
    void refusesAPipe() throws Exception {
        // Given
        fs.pipe("pipe");
        // When
        var refusal = fs.failureOf(Fs.WRITE, write("pipe", "hello"));
        // Then
        assertThat(refusal)
                .isEqualTo(new Refused(ErrorCode.UNSUPPORTED, "neither a file nor a directory nor a link: pipe"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "abc", "YWI", "YQ=", "Y Q=", "_-8A"})
    void refusesWhatIsNotBase64(String content) throws Exception {
        // When
        var refusal = fs.failureOf(Fs.WRITE, new Write("a.txt", content, Encoding.BASE64, null, true, false));
        // Then
        assertThat(refusal).isEqualTo(new Refused(ErrorCode.INVALID_ARGUMENT, "content must be base64 with padding"));
        assertThat(names("")).isEmpty();
    }

    @Test
    void refusesHalfACharacter() throws Exception {
        // When
        var refusal = fs.failureOf(Fs.WRITE, "{\"path\":\"a.txt\",\"content\":\"a\\ud800b\"}");
        // Then
        assertThat(refusal)
                .isEqualTo(new Refused(ErrorCode.INVALID_ARGUMENT, "content must be whole Unicode characters"));
        assertThat(names("")).isEmpty();
    }

    @Test
    void refusesToGuessTheEncoding() throws Exception {
        // When
        var refusal = fs.failureOf(Fs.WRITE, new Write("a.txt", "hello", Encoding.AUTO, null, true, false));
        // Then
        assertThat(refusal)
                .isEqualTo(new Refused(ErrorCode.INVALID_ARGUMENT, "encoding must be utf8 or base64 for a write"));
    }

    @Test
    void leavesTheOldFileWholeWhenTheNewOneCannotTakeItsPlace() throws Exception {
        // Given
        fs.file("a/b.txt", "old");
        try (var root = Root.open(fs.root());
                var found = root.target(Name.of("path", "a/b.txt"))) {
            Files.move(fs.root().resolve("a/b.txt"), fs.root().resolve("a/kept.txt"));
            Files.createDirectories(fs.root().resolve("a/b.txt/full"));
            // When
            assertThatThrownBy(() -> Replacement.of(found, new byte[3])).isInstanceOf(IOException.class);
        }
        // Then
        assertThat(names("a")).containsExactlyInAnyOrder("b.txt", "kept.txt");
    }

    @Test
    void noticesAChangeBesideItsOwnTurns() throws Exception {
        // Given
        fs.file("a.txt", "old");
        try (var root = Root.open(fs.root());
                var found = root.target(Name.of("path", "a.txt"))) {
            fs.file("a.txt", "changed by a shell");
            // When
            var refusal = Refused.of(() -> assertThat(guarded(found)).isNull());
            // Then
            assertThat(refusal.code()).isEqualTo(ErrorCode.CONFLICT);
        }
        assertThat(fs.text("a.txt")).isEqualTo("changed by a shell");
        assertThat(names("")).containsExactly("a.txt");
    }

    private static Written guarded(Found found) {
        try {
            return Replacement.guarded(found, new byte[3]);
        } catch (IOException accident) {
            throw new AssertionError(accident);
        }
    }
}
