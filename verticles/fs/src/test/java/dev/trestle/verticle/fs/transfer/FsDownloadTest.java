package dev.trestle.verticle.fs.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.verticle.fs.FsNode;
import dev.trestle.verticle.fs.Reading;
import dev.trestle.verticle.fs.Refused;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Fs;
import dev.trestle.wire.Transfer;
import dev.trestle.wire.Transfer.Download;
import dev.trestle.wire.Transfer.Opened;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FsDownloadTest {

    @RegisterExtension
    final FsNode fs = new FsNode();

    private byte[] random(String path, int length) throws Exception {
        var bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        Files.write(fs.root().resolve(path), bytes);
        return bytes;
    }

    private Opened open(Reading reading, Download request) {
        return FsNode.await(fs.send(Transfer.DOWNLOAD, request, reading.address()));
    }

    @Test
    void sendsTheWholeFileAndSaysWhatItIs() throws Exception {
        // Given
        var content = random("a.bin", 1_000_003);
        var reading = Reading.eager(fs.streams());
        // When
        var opened = open(reading, new Download("/a.bin", 0, null));
        // Then
        assertThat(reading.all()).isEqualTo(content);
        var entry = fs.call(Fs.STAT, new Fs.Stat("a.bin"));
        assertThat(opened).isEqualTo(new Opened("a.bin", 1_000_003, entry.etag(), entry.modified(), 0, 1_000_003));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 10, 0, 10",
        "5, 3, 5, 3",
        "5, , 5, 95",
        "-10, , 90, 10",
        "-500, , 0, 100",
        "90, 50, 90, 10",
        "100, , 100, 0",
        "500, 7, 100, 0",
        "7, 0, 7, 0"
    })
    void sendsTheRangeThatIsThere(long offset, Long length, int from, int sent) throws Exception {
        // Given
        var content = random("a.bin", 100);
        var reading = Reading.eager(fs.streams());
        // When
        var opened = open(reading, new Download("a.bin", offset, length));
        // Then
        assertThat(opened.offset()).isEqualTo(from);
        assertThat(opened.length()).isEqualTo(sent);
        assertThat(reading.all()).isEqualTo(Arrays.copyOfRange(content, from, from + sent));
    }

    @Test
    void sendsTheFileThatWasOpenThoughAnotherTakesItsPlace() throws Exception {
        // Given
        var content = random("a.bin", 400_000);
        var reading = Reading.slow(fs.streams());
        open(reading, new Download("a.bin", 0, null));
        reading.grant(1000);
        FsNode.until(() -> reading.length() == 1000);
        // When
        fs.call(Fs.WRITE, FsNode.write("a.bin", "other"));
        reading.grant(1_000_000);
        // Then
        assertThat(reading.all()).isEqualTo(content);
    }

    @Test
    void failsTheStreamOfAFileThatIsCutShort() throws Exception {
        // Given
        random("a.bin", 400_000);
        var reading = Reading.slow(fs.streams());
        open(reading, new Download("a.bin", 0, null));
        // When
        try (var file = new RandomAccessFile(fs.root().resolve("a.bin").toFile(), "rw")) {
            file.setLength(10);
        }
        reading.grant(1_000_000);
        // Then
        assertThat(reading.failure())
                .isEqualTo(new Refused(ErrorCode.UNAVAILABLE, "the file was cut short while it was sent: a.bin"));
    }

    @Test
    void refusesWhatIsNoFile() throws Exception {
        // Given
        Files.createDirectory(fs.root().resolve("d"));
        fs.pipe("pipe");
        fs.link("out", fs.outside().resolve("secret.txt").toString());
        // Then
        assertThat(refusal("nothing")).isEqualTo(new Refused(ErrorCode.NOT_FOUND, "no such file: nothing"));
        assertThat(refusal("pipe").code()).isEqualTo(ErrorCode.UNSUPPORTED);
        assertThat(refusal("out").code()).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(refusal("d"))
                .isEqualTo(
                        new Refused(ErrorCode.INVALID_ARGUMENT, "path is a directory: d", Map.of("type", "directory")));
    }

    private Refused refusal(String path) {
        var reading = Reading.slow(fs.streams());
        return Refused.of(fs.send(Transfer.DOWNLOAD, new Download(path, 0, null), reading.address()));
    }

    @Test
    void refusesACallWithoutAStreamAndNamesTheWay() {
        // When
        var refusal = fs.failureOf(Transfer.DOWNLOAD, new Download("a", 0, null));
        // Then
        assertThat(refusal)
                .isEqualTo(new Refused(
                        ErrorCode.UNSUPPORTED,
                        "fs.download needs a stream; over HTTP it is at /api/v1/workspaces/{id}/files/{path}"));
    }

    @Test
    void closesTheFileWhoeverEndsIt() throws Exception {
        // Given
        var file = fs.root().resolve("a.bin").toString();
        random("a.bin", 400_000);
        // When
        for (int i = 0; i < 20; i++) {
            var reading = Reading.slow(fs.streams());
            open(reading, new Download("a.bin", 0, null));
            reading.grant(i % 2 == 0 ? 1000 : 1_000_000);
            FsNode.until(() -> reading.length() >= 1000);
            reading.cancel();
        }
        // Then
        FsNode.until(() -> {
            try (var open = Files.list(java.nio.file.Path.of("/proc/self/fd"))) {
                return open.noneMatch(fd -> {
                    try {
                        return Files.readSymbolicLink(fd).toString().equals(file);
                    } catch (java.io.IOException closed) {
                        return false;
                    }
                });
            }
        });
    }
}
