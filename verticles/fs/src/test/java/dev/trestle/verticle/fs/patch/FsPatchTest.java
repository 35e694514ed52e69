package dev.trestle.verticle.fs.patch;

import static dev.trestle.verticle.fs.FsNode.patch;
import static dev.trestle.verticle.fs.FsNode.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.verticle.fs.FsNode;
import dev.trestle.verticle.fs.Refused;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Fs;
import dev.trestle.wire.Fs.Change;
import dev.trestle.wire.Fs.Patch;
import dev.trestle.wire.Fs.PatchFormat;
import dev.trestle.wire.Fs.Written;
import dev.trestle.wire.TextEdit;
import dev.trestle.wire.TextEdit.Position;
import dev.trestle.wire.TextEdit.Span;
import io.vertx.core.Future;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bitbucket.cowwoc.diffmatchpatch.DiffMatchPatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FsPatchTest {

    private static final String ONE_TO_TWO = "@@ -1 +1 @@\n-one\n+two\n";

    @RegisterExtension
    final FsNode fs = new FsNode();

    private static Patch insertion(String path, int line, int character, String text) {
        var place = new Position(line, character);
        return new Patch(
                path, new Change.Edits(List.of(new TextEdit(new Span(place, place), text))), PatchFormat.EDITS, null);
    }

    private static Patch unified(String path, String diff) {
        return patch(path, diff, PatchFormat.UNIFIED);
    }

    private static Patch matching(String path, String diff, String etag) {
        return new Patch(path, new Change.Diff(diff), PatchFormat.UNIFIED, etag);
    }

    private static String dmp(String before, String after) {
        var dmp = new DiffMatchPatch();
        return dmp.patchToText(dmp.patchMake(before, after));
    }

    private Fs.Entry stat(String path) {
        return fs.call(Fs.STAT, new Fs.Stat(path));
    }

    @Test
    void appliesADmpPatch() throws Exception {
        // Given
        fs.file("a.txt", "hello 😀\r\n");
        // When
        var written = fs.call(Fs.PATCH, patch("a.txt", dmp("hello 😀\r\n", "hello, 😀!\r\n"), PatchFormat.DMP));
        // Then
        assertThat(fs.text("a.txt")).isEqualTo("hello, 😀!\r\n");
        assertThat(written).isEqualTo(new Written(stat("a.txt").etag(), 14));
    }

    @Test
    void appliesAUnifiedDiff() throws Exception {
        // Given
        fs.file("a.txt", "one\n");
        // When
        var written = fs.call(Fs.PATCH, unified("a.txt", ONE_TO_TWO));
        // Then
        assertThat(fs.text("a.txt")).isEqualTo("two\n");
        assertThat(written).isEqualTo(new Written(stat("a.txt").etag(), 4));
    }

    @Test
    void appliesEdits() throws Exception {
        // Given
        fs.file("a.txt", "one\r\nthree\r\n");
        // When
        fs.call(Fs.PATCH, insertion("a.txt", 1, 0, "two\n"));
        // Then
        assertThat(fs.text("a.txt")).isEqualTo("one\r\ntwo\r\nthree\r\n");
    }

    @Test
    void keepsTheModeAndTheLinkAndTheByteOrderMark() throws Exception {
        // Given
        var file = fs.file("a/b.sh", "\uFEFFone\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x---"));
        fs.link("link", "a/b.sh");
        // When
        fs.call(Fs.PATCH, insertion("link", 0, 4, "!"));
        // Then
        assertThat(fs.text("a/b.sh")).isEqualTo("\uFEFFone!\n");
        assertThat(stat("a/b.sh").mode()).isEqualTo(0750);
        assertThat(fs.root().resolve("link")).isSymbolicLink();
    }

    @Test
    void writesNothingWhenNothingChanges() throws Exception {
        // Given
        fs.file("a.txt", "one\n");
        var before = stat("a.txt");
        // When
        var written = fs.call(Fs.PATCH, patch("a.txt", "", PatchFormat.DMP));
        // Then
        assertThat(written).isEqualTo(new Written(before.etag(), 4));
        assertThat(stat("a.txt")).isEqualTo(before);
    }

    @Test
    void patchesWhatIsStillAsExpected() throws Exception {
        // Given
        var first = fs.call(Fs.WRITE, write("a.txt", "one\n"));
        // When
        fs.call(Fs.PATCH, matching("a.txt", ONE_TO_TWO, first.etag()));
        // Then
        assertThat(fs.text("a.txt")).isEqualTo("two\n");
    }

    @Test
    void refusesToPatchAChange() throws Exception {
        // Given
        var first = fs.call(Fs.WRITE, write("a.txt", "one\n"));
        var second = fs.call(Fs.WRITE, write("a.txt", "one\nmore\n"));
        // When
        var refusal = fs.failureOf(Fs.PATCH, matching("a.txt", ONE_TO_TWO, first.etag()));
        // Then
        assertThat(refusal)
                .isEqualTo(new Refused(
                        ErrorCode.CONFLICT, "the file has changed: a.txt", Map.of("etag", second.etag(), "size", 9)));
        assertThat(fs.text("a.txt")).isEqualTo("one\nmore\n");
    }

    @Test
    void refusesToPatchWhatIsGone() {
        assertThat(fs.failureOf(Fs.PATCH, matching("a.txt", ONE_TO_TWO, "some-etag")))
                .isEqualTo(new Refused(ErrorCode.CONFLICT, "the file is gone: a.txt", Map.of("exists", false)));
    }

    @Test
    void refusesAPatchThatDoesNotApplyAndSaysWhatIsThere() throws Exception {
        // Given
        var written = fs.call(Fs.WRITE, write("a.txt", "three\n"));
        // When
        var refusal = fs.failureOf(Fs.PATCH, unified("a.txt", ONE_TO_TWO));
        // Then
        assertThat(refusal)
                .isEqualTo(new Refused(
                        ErrorCode.CONFLICT,
                        "hunk 1 of the patch does not match the file",
                        Map.of("etag", written.etag(), "size", 6)));
        assertThat(stat("a.txt").etag()).isEqualTo(written.etag());
    }

    @ParameterizedTest
    @EnumSource
    void refusesAPatchOfAnotherFormat(PatchFormat format) throws Exception {
        // Given
        fs.file("a.txt", "one\n");
        var other = format == PatchFormat.EDITS ? new Change.Diff("x") : new Change.Edits(List.of());
        // When
        var refusal = fs.failureOf(Fs.PATCH, new Patch("a.txt", other, format, null));
        // Then
        assertThat(refusal)
                .isEqualTo(new Refused(
                        ErrorCode.INVALID_ARGUMENT,
                        format == PatchFormat.EDITS
                                ? "patch must be an array of edits for the format edits"
                                : "patch must be a string for the format " + format));
    }

    @Test
    void refusesAPatchThatLeavesHalfACharacter() throws Exception {
        // Given
        fs.file("a.txt", "😀");
        // When
        var refusal = fs.failureOf(Fs.PATCH, insertion("a.txt", 0, 1, "x"));
        // Then
        assertThat(refusal).isEqualTo(new Refused(ErrorCode.INVALID_ARGUMENT, "patch leaves half a character"));
    }

    @Test
    void refusesAFileThatIsTooLarge() throws Exception {
        // Given
        fs.file("a.txt", "x".repeat(FsNode.MOST_PATCHED + 1));
        // When
        var refusal = fs.failureOf(Fs.PATCH, insertion("a.txt", 0, 0, "x"));
        // Then
        assertThat(refusal)
                .isEqualTo(new Refused(
                        ErrorCode.TOO_LARGE,
                        "more than can be patched, which is 100000 bytes: a.txt",
                        Map.of("limit", 100_000, "size", 100_001)));
    }

    @Test
    void refusesBytesThatAreNotText() throws Exception {
        // Given
        Files.write(fs.file("a.txt", ""), new byte[] {'a', (byte) 0xff});
        // When
        var refusal = fs.failureOf(Fs.PATCH, insertion("a.txt", 0, 0, "x"));
        // Then
        assertThat(refusal).isEqualTo(new Refused(ErrorCode.UNSUPPORTED, "not UTF-8 text: a.txt"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing.txt", "a.txt/x", "missing/x"})
    void doesNotFindWhatIsNotThere(String path) throws Exception {
        // Given
        fs.file("a.txt", "");
        // When
        var refusal = fs.failureOf(Fs.PATCH, insertion(path, 0, 0, "x"));
        // Then
        assertThat(refusal).isEqualTo(new Refused(ErrorCode.NOT_FOUND, "no such file: " + path));
    }

    @Test
    void refusesADirectoryAndAPipe() throws Exception {
        // Given
        fs.file("a/x", "");
        fs.pipe("pipe");
        // Then
        assertThat(fs.failureOf(Fs.PATCH, insertion("a", 0, 0, "x")))
                .isEqualTo(new Refused(ErrorCode.INVALID_ARGUMENT, "path is a directory: a"));
        assertThat(fs.failureOf(Fs.PATCH, insertion("pipe", 0, 0, "x")))
                .isEqualTo(new Refused(ErrorCode.UNSUPPORTED, "neither a file nor a directory nor a link: pipe"));
    }

    @Test
    void appliesAThousandPatchesInTheOrderInWhichTheyWereSent() throws Exception {
        // Given
        fs.file("a.txt", "0\n");
        var expected = new StringBuilder("0\n");
        // When
        var answers = new ArrayList<Future<Written>>();
        for (int i = 1; i <= 1000; i++) {
            var before = expected.toString();
            answers.add(
                    switch (i % 3) {
                        case 0 -> {
                            expected.append(i).append('\n');
                            yield fs.send(Fs.PATCH, insertion("a.txt", i, 0, i + "\n"));
                        }
                        case 1 -> {
                            expected.append(i).append('\n');
                            var diff = "@@ -" + i + " +" + i + ",2 @@\n " + (i - 1) + "\n+" + i + "\n";
                            yield fs.send(Fs.PATCH, unified("a.txt", diff));
                        }
                        default -> {
                            expected.append(i).append('\n');
                            yield fs.send(Fs.PATCH, patch("a.txt", dmp(before, expected.toString()), PatchFormat.DMP));
                        }
                    });
        }
        FsNode.await(Future.all(answers));
        // Then
        assertThat(fs.text("a.txt")).isEqualTo(expected.toString());
        assertThat(answers.stream().map(Future::result).map(Written::etag)).doesNotHaveDuplicates();
    }
}
