package dev.trestle.verticle.fs;

import static dev.trestle.verticle.fs.FsNode.list;
import static dev.trestle.verticle.fs.FsNode.read;
import static dev.trestle.verticle.fs.FsNode.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Fs;
import dev.trestle.wire.Fs.Entry;
import dev.trestle.wire.Fs.Written;
import io.vertx.core.Future;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Calls that are sent without waiting for each other. */
class FsOrderTest {

    @RegisterExtension
    final FsNode fs = new FsNode();

    @RegisterExtension
    final FsNode narrow = new FsNode(1);

    @Test
    void aReadSeesTheWriteBeforeItAndNotTheOneAfterIt() {
        // When
        fs.send(Fs.WRITE, write("a.txt", "one"));
        var first = fs.send(Fs.READ, read("a.txt"));
        fs.send(Fs.WRITE, write("a.txt", "two"));
        var second = fs.send(Fs.READ, read("/a.txt"));
        // Then
        assertThat(FsNode.await(first).content()).isEqualTo("one");
        assertThat(FsNode.await(second).content()).isEqualTo("two");
    }

    @Test
    void theLastOfManyWritesStays() throws Exception {
        // When
        var writes = new ArrayList<Future<Written>>();
        for (int i = 0; i < 300; i++) {
            writes.add(fs.send(Fs.WRITE, write("a.txt", String.valueOf(1000 + i))));
        }
        FsNode.await(Future.all(writes));
        // Then
        assertThat(fs.text("a.txt")).isEqualTo("1299");
    }

    @Test
    void noTwoWritesHaveOneEtag() {
        // When
        var etags = new ArrayList<Future<Written>>();
        for (int i = 0; i < 300; i++) {
            etags.add(fs.send(Fs.WRITE, write("a.txt", String.valueOf(1000 + i))));
            if (i % 3 == 0) {
                fs.send(Fs.DELETE, new Fs.Delete("a.txt", false));
            }
        }
        // Then
        FsNode.await(Future.all(etags));
        assertThat(etags.stream().map(Future::result).map(Written::etag)).doesNotHaveDuplicates();
    }

    @Test
    void aListingSeesWhatWasMadeAndDeletedBeforeIt() {
        // When
        fs.send(Fs.MKDIR, new Fs.MakeDirectory("d", false));
        fs.send(Fs.WRITE, write("d/a.txt", "a"));
        fs.send(Fs.WRITE, write("d/b.txt", "b"));
        fs.send(Fs.DELETE, new Fs.Delete("d/a.txt", false));
        var listing = fs.send(Fs.LIST, list("d"));
        fs.send(Fs.DELETE, new Fs.Delete("d/b.txt", false));
        // Then
        assertThat(FsNode.await(listing).entries()).extracting(Entry::path).containsExactly("d/b.txt");
    }

    @Test
    void aMoveTakesTheWritesBeforeItAlong() throws Exception {
        // When
        fs.send(Fs.MKDIR, new Fs.MakeDirectory("d", false));
        for (int i = 0; i < 20; i++) {
            fs.send(Fs.WRITE, write("d/" + i, "before"));
        }
        fs.send(Fs.MOVE, new Fs.Move("d", "e", false));
        var late = fs.send(Fs.WRITE, write("d/late", "after"));
        var listing = fs.send(Fs.LIST, list("e"));
        // Then
        assertThat(FsNode.await(listing).entries()).hasSize(20);
        assertThat(Refused.of(late)).isEqualTo(new Refused(ErrorCode.NOT_FOUND, "no such file: d/late"));
    }

    @Test
    void aTreeThatIsDeletedStaysDeletedUntilTheNextWrite() throws Exception {
        // When
        var calls = new ArrayList<Future<?>>();
        for (int i = 0; i < 20; i++) {
            calls.add(fs.send(Fs.WRITE, new Fs.Write("a/b/" + i, "x", Fs.Encoding.UTF8, null, true, true)));
        }
        calls.add(fs.send(Fs.DELETE, new Fs.Delete("a", true)));
        calls.add(fs.send(Fs.WRITE, new Fs.Write("a/b/c", "x", Fs.Encoding.UTF8, null, true, true)));
        var listing = fs.send(Fs.LIST, new Fs.ListFiles("", 9, 100, null, true));
        FsNode.await(Future.all(calls));
        // Then
        assertThat(FsNode.await(listing).entries()).extracting(Entry::path).containsExactly("a", "a/b", "a/b/c");
    }

    @Test
    void writersOfOneNewDirectoryDoNotHinderEachOther() {
        // When
        var writes = new ArrayList<Future<Written>>();
        for (int i = 0; i < 100; i++) {
            var path = "new" + i / 4 + "/deep/" + i;
            writes.add(fs.send(Fs.WRITE, new Fs.Write(path, "x", Fs.Encoding.UTF8, null, true, true)));
        }
        // Then
        assertThat(FsNode.await(Future.all(writes)).<Written>list()).hasSize(100);
    }

    @Test
    void moreCallsThanTheQueueHoldsAreRefused() throws Exception {
        // Given
        for (int i = 0; i < 500; i++) {
            narrow.file("a/" + i, "");
        }
        // When
        var second = narrow.together(() -> {
            narrow.send(Fs.DELETE, new Fs.Delete("a", true));
            return narrow.send(Fs.STAT, new Fs.Stat(""));
        });
        // Then
        assertThat(Refused.of(second))
                .isEqualTo(new Refused(ErrorCode.BUSY, "too many calls wait for their turn; the limit is 1"));
    }

    @Test
    void oneOfManyWritesOnTheSameEtagWins() {
        // Given
        var first = fs.call(Fs.WRITE, write("a.txt", "0"));
        // When
        var writes = new ArrayList<Future<Written>>();
        for (int i = 0; i < 10; i++) {
            writes.add(fs.send(
                    Fs.WRITE, new Fs.Write("a.txt", String.valueOf(i), Fs.Encoding.UTF8, first.etag(), true, false)));
        }
        // Then
        FsNode.await(writes.get(0));
        assertThat(writes.stream().skip(1).map(write -> Refused.of(write)).map(Refused::code))
                .containsOnly(ErrorCode.CONFLICT);
    }
}
