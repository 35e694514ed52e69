package dev.trestle.verticle.fs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Fs;
import dev.trestle.wire.Fs.Change;
import dev.trestle.wire.Fs.Encoding;
import dev.trestle.wire.Fs.Patch;
import dev.trestle.wire.Fs.PatchFormat;
import dev.trestle.wire.TextEdit;
import dev.trestle.wire.TextEdit.Position;
import dev.trestle.wire.TextEdit.Span;
import io.vertx.core.Future;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Calls that reach one file by names of their own, which take no turns with each other. */
class FsTwoNamesTest {

    private static final List<String> NAMES = List.of("d/a.txt", "link.txt", "dirlink/a.txt");

    @RegisterExtension
    final FsNode fs = new FsNode();

    @BeforeEach
    void fill() throws Exception {
        fs.file("d/a.txt", "");
        fs.link("link.txt", "d/a.txt");
        fs.link("dirlink", "d");
    }

    private static Patch insertion(String path, String text, String etag) {
        var start = new Position(0, 0);
        var edits = new Change.Edits(List.of(new TextEdit(new Span(start, start), text)));
        return new Patch(path, edits, PatchFormat.EDITS, etag);
    }

    private String etag() {
        return fs.call(Fs.STAT, new Fs.Stat("d/a.txt")).etag();
    }

    /** Why {@code answer} failed, {@code null} when it did not. */
    private static ErrorCode refusal(Future<?> answer) {
        try {
            FsNode.await(answer);
            return null;
        } catch (Failure failure) {
            return failure.code();
        }
    }

    @Test
    void noPatchIsLostToOneByAnotherName() throws Exception {
        // When
        var answers = new ArrayList<Future<?>>();
        for (int i = 0; i < 300; i++) {
            answers.add(fs.send(Fs.PATCH, insertion(NAMES.get(i % NAMES.size()), i + "\n", null)));
        }
        FsNode.await(Future.all(answers));
        // Then
        assertThat(fs.text("d/a.txt").lines().map(Integer::valueOf).sorted())
                .hasSize(300)
                .startsWith(0)
                .endsWith(299)
                .doesNotHaveDuplicates();
        assertThat(Files.isSymbolicLink(fs.root().resolve("link.txt"))).isTrue();
    }

    @Test
    void ofTwoConditionalChangesOneIsAConflictAndNeverALoss() throws Exception {
        for (int round = 0; round < 60; round++) {
            // Given
            Files.writeString(fs.root().resolve("d/a.txt"), round + "\n");
            var etag = etag();
            // When
            var patch = fs.send(Fs.PATCH, insertion("link.txt", "patched\n", etag));
            var write = fs.send(Fs.WRITE, new Fs.Write("d/a.txt", "written\n", Encoding.UTF8, etag, true, false));
            var patched = refusal(patch);
            var written = refusal(write);
            // Then
            assertThat(new ErrorCode[] {patched, written}).containsExactlyInAnyOrder(null, ErrorCode.CONFLICT);
            assertThat(fs.text("d/a.txt")).isEqualTo(patched == null ? "patched\n" + round + "\n" : "written\n");
        }
    }

    @Test
    void whatWasChangedByAnotherNameIsNotDeleted() throws Exception {
        for (int round = 0; round < 60; round++) {
            // Given
            Files.writeString(fs.root().resolve("d/a.txt"), round + "\n");
            var etag = etag();
            // When
            var patch = fs.send(Fs.PATCH, insertion("link.txt", "patched\n", etag));
            var delete = fs.send(Fs.DELETE, new Fs.Delete("dirlink/a.txt", false, etag));
            var patched = refusal(patch);
            var deleted = refusal(delete);
            // Then
            assertThat(patched == null)
                    .as("patched %s, deleted %s", patched, deleted)
                    .isNotEqualTo(deleted == null);
            assertThat(Files.exists(fs.root().resolve("d/a.txt"))).isEqualTo(patched == null);
        }
    }
}
