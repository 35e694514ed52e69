package dev.trestle.verticle.fs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Fs;
import dev.trestle.wire.Fs.Entry;
import dev.trestle.wire.Fs.EntryType;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FsStatTest {

    @RegisterExtension
    final FsNode fs = new FsNode();

    private Entry stat(String path) {
        return fs.call(Fs.STAT, new Fs.Stat(path));
    }

    private Refused refusal(String path) {
        return fs.failureOf(Fs.STAT, new Fs.Stat(path));
    }

    @Test
    void describesAFile() throws Exception {
        // Given
        var file = fs.file("a/b.txt", "hello");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_700_000_000_123L));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-x--x"));
        // When
        var entry = stat("/a//b.txt");
        // Then
        assertThat(entry.etag()).isNotEmpty();
        assertThat(entry)
                .isEqualTo(
                        new Entry("b.txt", "a/b.txt", EntryType.FILE, 5, 1_700_000_000_123L, 0651, entry.etag(), null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "/", "//", "./", "a/..", "a/../.", "/./"})
    void describesTheRoot(String path) throws Exception {
        // Given
        fs.file("a/b.txt", "hello");
        // When
        var entry = stat(path);
        // Then
        assertThat(entry)
                .extracting(Entry::name, Entry::path, Entry::type, Entry::etag)
                .containsExactly("", "", EntryType.DIRECTORY, null);
    }

    @Test
    void describesALinkAndNotWhatItPointsTo() throws Exception {
        // Given
        fs.file("a.txt", "hello, world");
        fs.link("link", "a.txt");
        // When
        var entry = stat("link");
        // Then
        assertThat(entry)
                .extracting(Entry::path, Entry::type, Entry::size, Entry::etag)
                .containsExactly("link", EntryType.SYMLINK, 5L, null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere", "../outside/secret.txt", "/etc/passwd", "link"})
    void describesALinkWhereverItPoints(String target) throws Exception {
        // Given
        fs.link("link", target);
        // When
        var entry = stat("link");
        // Then
        assertThat(entry.type()).isEqualTo(EntryType.SYMLINK);
    }

    @Test
    void describesAPipeWithoutOpeningIt() throws Exception {
        // Given
        fs.pipe("pipe");
        // When
        var entry = stat("pipe");
        // Then
        assertThat(entry.type()).isEqualTo(EntryType.OTHER);
    }

    @Test
    void tellsContentApartByEtag() throws Exception {
        // Given
        fs.file("a.txt", "one");
        var before = stat("a.txt").etag();
        Files.delete(fs.root().resolve("a.txt"));
        fs.file("other.txt", "reuses the inode");
        fs.file("a.txt", "two");
        // When
        var after = stat("a.txt").etag();
        // Then
        assertThat(after).isNotEqualTo(before);
    }

    @Test
    void keepsTheEtagOfWhatNobodyTouched() throws Exception {
        // Given
        fs.file("a.txt", "one");
        var before = stat("a.txt");
        // When
        var after = stat("a.txt");
        // Then
        assertThat(after).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing.txt", "missing/a.txt", "a.txt/x", "a.txt/x/y", "dangling/x"})
    void doesNotFindWhatIsNotThere(String path) throws Exception {
        // Given
        fs.file("a.txt", "hello");
        fs.link("dangling", "nowhere");
        // When
        var refusal = refusal(path);
        // Then
        assertThat(refusal).isEqualTo(new Refused(ErrorCode.NOT_FOUND, "no such file: " + path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../x", "a/../../x", "/..", "a/./../../b", "../root/a.txt"})
    void refusesAPathThatLeavesTheRoot(String path) {
        assertThat(refusal(path)).isEqualTo(new Refused(ErrorCode.FORBIDDEN, "leads out of the workspace: " + path));
    }

    @Test
    void refusesAPathThatNoFileCanHave() {
        assertThat(refusal("a\0b")).isEqualTo(new Refused(ErrorCode.INVALID_ARGUMENT, "path must not contain NUL"));
        assertThat(refusal("x".repeat(256)))
                .isEqualTo(new Refused(ErrorCode.INVALID_ARGUMENT, "path must not have a part longer than 255 bytes"));
        assertThat(refusal("é".repeat(128)))
                .isEqualTo(new Refused(ErrorCode.INVALID_ARGUMENT, "path must not have a part longer than 255 bytes"));
        assertThat(refusal("x/".repeat(2049)))
                .isEqualTo(new Refused(ErrorCode.INVALID_ARGUMENT, "path must not be longer than 4096 bytes"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\b", "..\\x", "%2e%2e", "ä ö\u2028 😀", "-rf", "~", "$HOME", "a\nb", "..."})
    void takesAnyOtherCharacterAsItIs(String path) throws Exception {
        // Given
        fs.file(path, "hello");
        // When
        var entry = stat(path);
        // Then
        assertThat(entry.path()).isEqualTo(path);
    }
}
