package dev.trestle.verticle.fs.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.verticle.fs.FsNode;
import dev.trestle.verticle.fs.Refused;
import dev.trestle.verticle.fs.Writing;
import dev.trestle.verticle.fs.Writing.Then;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Fs;
import dev.trestle.wire.Transfer;
import dev.trestle.wire.Transfer.Upload;
import dev.trestle.wire.Transfer.Uploaded;
import io.vertx.core.Future;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FsUploadTest {

    @RegisterExtension
    final FsNode fs = new FsNode();

    private static byte[] random(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static Upload to(String path) {
        return new Upload(path, null, false, false, null, null, null);
    }

    private static Upload piece(String path, int offset, int length, int total) {
        return new Upload(path, null, false, false, (long) length, (long) total, (long) offset);
    }

    private static Upload question(String path, int total) {
        return new Upload(path, null, false, false, null, (long) total, null);
    }

    private Future<Uploaded> send(Upload request, byte[] bytes, Then then) {
        return fs.send(Transfer.UPLOAD, request, new Writing(fs.streams(), bytes, then).address());
    }

    private Uploaded upload(Upload request, byte[] bytes) {
        return FsNode.await(send(request, bytes, Then.END));
    }

    private Refused refusal(Upload request, byte[] bytes) {
        return Refused.of(send(request, bytes, Then.END));
    }

    private byte[] bytes(String path) throws Exception {
        return Files.readAllBytes(fs.root().resolve(path));
    }

    @Test
    void makesAFileOfAnySizeAndThenReplacesIt() throws Exception {
        // Given
        var content = random(3_000_001);
        // When
        var made = upload(to("a.bin"), content);
        // Then
        assertThat(bytes("a.bin")).isEqualTo(content);
        assertThat(made)
                .isEqualTo(new Uploaded(
                        3_000_001, fs.call(Fs.STAT, new Fs.Stat("a.bin")).etag(), true));
        // When
        var replaced = upload(to("a.bin"), new byte[0]);
        // Then
        assertThat(replaced.created()).isFalse();
        assertThat(bytes("a.bin")).isEmpty();
        assertThat(fs.drafts("")).isEmpty();
    }

    @Test
    void keepsTheModeAndWritesThroughALink() throws Exception {
        // Given
        var file = fs.file("d/run.sh", "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x---"));
        fs.link("link", "d/run.sh");
        // When
        upload(to("link"), "new".getBytes());
        // Then
        assertThat(fs.text("d/run.sh")).isEqualTo("new");
        assertThat(Files.isSymbolicLink(fs.root().resolve("link"))).isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rwxr-x---");
    }

    @Test
    void isSeenByNobodyBeforeItIsWholeAndLeavesNothingWhenItIsLost() throws Exception {
        // Given
        fs.file("a.txt", "old");
        var writing = new Writing(fs.streams(), random(300_000), Then.WAIT);
        var answer = fs.send(Transfer.UPLOAD, to("a.txt"), writing.address());
        FsNode.until(writing::sent);
        assertThat(fs.text("a.txt")).isEqualTo("old");
        assertThat(fs.drafts("")).hasSize(1);
        assertThat(fs.call(Fs.LIST, FsNode.list("")).entries()).hasSize(1);
        // When
        writing.lose();
        // Then
        assertThat(Refused.of(answer)).isEqualTo(new Refused(ErrorCode.CANCELLED, "the client went away"));
        FsNode.until(() -> fs.drafts("").isEmpty());
        assertThat(fs.text("a.txt")).isEqualTo("old");
    }

    @Test
    void standsInNobodysWayWhileItComes() throws Exception {
        // Given
        var writing = new Writing(fs.streams(), random(300_000), Then.WAIT);
        fs.send(Transfer.UPLOAD, to("a.txt"), writing.address());
        FsNode.until(writing::sent);
        // When
        fs.call(Fs.WRITE, FsNode.write("a.txt", "meanwhile"));
        // Then
        assertThat(fs.text("a.txt")).isEqualTo("meanwhile");
        writing.lose();
    }

    @Test
    void refusesAnotherContentThanExpectedBeforeAndAfterItCame() throws Exception {
        // Given
        var etag = fs.call(Fs.WRITE, FsNode.write("a.txt", "old")).etag();
        // Then
        assertThat(refusal(new Upload("a.txt", "other", false, false, null, null, null), random(10)))
                .isEqualTo(new Refused(
                        ErrorCode.CONFLICT, "the file has changed: a.txt", Map.of("etag", etag, "size", 3)));
        assertThat(refusal(new Upload("a.txt", null, true, false, null, null, null), random(10)))
                .isEqualTo(new Refused(
                        ErrorCode.ALREADY_EXISTS,
                        "something is there already: a.txt",
                        Map.of("etag", etag, "size", 3)));
        assertThat(refusal(new Upload("none", "*", false, false, null, null, null), random(10)))
                .isEqualTo(new Refused(ErrorCode.CONFLICT, "the file is gone: none", Map.of("exists", false)));
        assertThat(upload(new Upload("a.txt", etag, false, false, null, null, null), "new".getBytes())
                        .received())
                .isEqualTo(3);
        assertThat(upload(new Upload("a.txt", "*", false, false, null, null, null), "newer".getBytes())
                        .received())
                .isEqualTo(5);
        assertThat(fs.text("a.txt")).isEqualTo("newer");
    }

    @Test
    void noticesWhatChangedWhileItCame() throws Exception {
        // Given
        var etag = fs.call(Fs.WRITE, FsNode.write("a.txt", "old")).etag();
        var whole = random(900_000);
        var first = new Upload("a.txt", etag, false, false, 400_000L, 900_000L, 0L);
        upload(first, Arrays.copyOf(whole, 400_000));
        fs.call(Fs.WRITE, FsNode.write("a.txt", "meanwhile"));
        // When
        var rest = new Upload("a.txt", etag, false, false, 500_000L, 900_000L, 400_000L);
        var last = refusal(rest, Arrays.copyOfRange(whole, 400_000, 900_000));
        // Then
        assertThat(last.code()).isEqualTo(ErrorCode.CONFLICT);
        assertThat(fs.text("a.txt")).isEqualTo("meanwhile");
    }

    @Test
    void refusesADirectoryAMissingOneAndWhatIsOverTheLimit() throws Exception {
        // Given
        Files.createDirectory(fs.root().resolve("d"));
        var over = new byte[FsNode.MOST_UPLOADED + 1];
        var tooLarge = new Refused(
                ErrorCode.TOO_LARGE,
                "an upload may have 4000000 bytes (fs.maxUploadBytes)",
                Map.of("limit", FsNode.MOST_UPLOADED));
        // Then
        assertThat(refusal(to("d"), random(1)).message()).isEqualTo("path is a directory: d");
        assertThat(refusal(to("x/y"), random(1)).code()).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(refusal(to("big"), over)).isEqualTo(tooLarge);
        assertThat(refusal(piece("big", 0, 1, over.length), random(1))).isEqualTo(tooLarge);
        FsNode.until(() -> fs.drafts("").isEmpty());
        assertThat(fs.exists("big")).isFalse();
        assertThat(upload(new Upload("x/y", null, false, true, null, null, null), random(1))
                        .created())
                .isTrue();
    }

    @Test
    void takesAFileInPiecesAndGoesOnWhereALostOneEnded() throws Exception {
        // Given
        var whole = random(1_000_000);
        // When
        var first = upload(piece("a.bin", 0, 400_000, 1_000_000), Arrays.copyOf(whole, 400_000));
        // Then
        assertThat(first).isEqualTo(new Uploaded(400_000, null, false));
        assertThat(fs.exists("a.bin")).isFalse();
        // When
        var lost = Refused.of(send(
                piece("a.bin", 400_000, 600_000, 1_000_000), Arrays.copyOfRange(whole, 400_000, 700_000), Then.LOSE));
        // Then
        assertThat(lost.code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(upload(question("a.bin", 1_000_000), new byte[0]).received()).isEqualTo(700_000);
        assertThat(refusal(piece("a.bin", 600_000, 400_000, 1_000_000), random(1)))
                .isEqualTo(new Refused(
                        ErrorCode.CONFLICT, "the next byte is 700000, not 600000", Map.of("received", 700_000)));
        // When
        var last = upload(piece("a.bin", 700_000, 300_000, 1_000_000), Arrays.copyOfRange(whole, 700_000, 1_000_000));
        // Then
        assertThat(last.created()).isTrue();
        assertThat(last.etag()).isNotNull();
        assertThat(bytes("a.bin")).isEqualTo(whole);
        assertThat(fs.drafts("")).isEmpty();
        assertThat(upload(question("a.bin", 1_000_000), new byte[0]).received()).isZero();
    }

    @Test
    void beginsAnewAtTheFirstByte() throws Exception {
        // Given
        upload(piece("a.bin", 0, 10, 20), random(10));
        var whole = random(20);
        // When
        upload(piece("a.bin", 0, 10, 20), Arrays.copyOf(whole, 10));
        upload(piece("a.bin", 10, 10, 20), Arrays.copyOfRange(whole, 10, 20));
        // Then
        assertThat(bytes("a.bin")).isEqualTo(whole);
        FsNode.until(() -> fs.drafts("").isEmpty());
    }

    @Test
    void letsANewConnectionTakeTheUploadFromADeadOne() throws Exception {
        // Given
        var whole = random(300_000);
        var dead = new Writing(fs.streams(), Arrays.copyOf(whole, 200_000), Then.WAIT);
        var answer = fs.send(Transfer.UPLOAD, piece("a.bin", 0, 300_000, 300_000), dead.address());
        FsNode.until(dead::sent);
        // When
        int received = (int) upload(question("a.bin", 300_000), new byte[0]).received();
        upload(piece("a.bin", received, 300_000 - received, 300_000), Arrays.copyOfRange(whole, received, 300_000));
        // Then
        assertThat(Refused.of(answer))
                .isEqualTo(new Refused(ErrorCode.CANCELLED, "another request goes on with this upload"));
        assertThat(bytes("a.bin")).isEqualTo(whole);
    }

    @Test
    void refusesMoreThanAPieceSaysAndMoreUploadsThanAreKept() throws Exception {
        // Given
        upload(piece("one", 0, 1, 9), random(1));
        upload(piece("two", 0, 1, 9), random(1));
        // Then
        assertThat(refusal(piece("three", 0, 1, 9), random(1)))
                .isEqualTo(new Refused(
                        ErrorCode.BUSY, "too many uploads wait for their next piece; fs.uploads.most is 2"));
        assertThat(refusal(piece("one", 1, 2, 9), random(5)).message())
                .isEqualTo("the piece has more bytes than it says or than the file has");
        FsNode.until(() -> fs.drafts("").size() == 1);
    }
}
