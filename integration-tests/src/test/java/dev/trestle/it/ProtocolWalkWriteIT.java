package dev.trestle.it;

import static dev.trestle.it.Json.object;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PROTOCOL §6: {@code fs.write}. */
@Tag("jdk")
@ExtendWith(OneTrestle.class)
class ProtocolWalkWriteIT {

    @ParameterizedTest
    @ValueSource(
            strings = {"", "hello\n", "CRLF\r\nkept\r\n", "\uFEFFbom", "π 🎈 👩‍👩‍👧 \u0000 \u2028 \\u0041", "\r"})
    void theContentIsOnTheDiskAsSent(String text, Desk desk) throws IOException {
        // When
        var written = desk.client().call("fs.write", "path", desk.at("näme 🎈.txt"), "content", text);
        // Then
        assertThat(desk.text("näme 🎈.txt")).isEqualTo(text);
        var entry = desk.client().call("fs.stat", "path", desk.at("näme 🎈.txt"));
        assertThat(written).isEqualTo(object("etag", entry.get("etag"), "size", entry.get("size")));
        assertThat(entry.get("size").asLong()).isEqualTo(Files.size(desk.file("näme 🎈.txt")));
    }

    @Test
    void bytesAreWrittenAsBase64(Desk desk) throws IOException {
        // Given
        var bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        var base64 = Base64.getEncoder().encodeToString(bytes);
        // When
        desk.client().call("fs.write", "path", desk.at("a.bin"), "content", base64, "encoding", "base64");
        // Then
        assertThat(Files.readAllBytes(desk.file("a.bin"))).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxr-xr-x", "rw-------", "r--r--r--", "rwxrwxrwx"})
    void theModeIsKept(String mode, Desk desk) throws IOException {
        // Given
        var path = desk.put("run.sh", "#!/bin/sh\n");
        Files.setPosixFilePermissions(desk.file("run.sh"), PosixFilePermissions.fromString(mode));
        // When
        desk.client().call("fs.write", "path", path, "content", "#!/bin/sh\ntrue\n");
        // Then
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(desk.file("run.sh"))))
                .isEqualTo(mode);
    }

    @Test
    void theOldFileIsReplacedAndNotWrittenInto(Desk desk) throws IOException {
        // Given
        var path = desk.put("a.txt", "old");
        try (var open = Files.newBufferedReader(desk.file("a.txt"))) {
            // When
            desk.client().call("fs.write", "path", path, "content", "new");
            // Then
            assertThat(open.readLine()).isEqualTo("old");
        }
        assertThat(desk.text("a.txt")).isEqualTo("new");
        try (var files = Files.list(desk.file(""))) {
            assertThat(files).containsExactly(desk.file("a.txt"));
        }
    }

    @Test
    void ifMatchWritesOnlyWhatTheClientHasSeen(Desk desk) throws IOException {
        // Given
        var path = desk.put("a.txt", "one");
        var etag = desk.client().call("fs.read", "path", path).get("etag");
        // When
        var written = desk.client().call("fs.write", "path", path, "content", "two", "ifMatch", etag);
        // Then
        assertThat(desk.text("a.txt")).isEqualTo("two");
        assertThat(written.get("etag")).isNotEqualTo(etag);
        assertThat(desk.client()
                        .call("fs.write", "path", path, "content", "3", "ifMatch", written.get("etag"))
                        .get("size")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void anotherEtagAnswersConflictAndSaysWhatIsThereNow(Desk desk) throws IOException {
        // Given
        var path = desk.put("a.txt", "one");
        var etag = desk.client().call("fs.read", "path", path).get("etag");
        desk.put("a.txt", "other");
        // When
        var error = desk.client().error("fs.write", "path", path, "content", "two", "ifMatch", etag);
        // Then
        var now = desk.client().call("fs.stat", "path", path);
        assertThat(error.get("code").asInt()).isEqualTo(-32006);
        assertThat(error.get("data"))
                .isEqualTo(object(
                        "code", "CONFLICT", "retryable", false, "details", Map.of("etag", now.get("etag"), "size", 5)));
        assertThat(desk.text("a.txt")).isEqualTo("other");
    }

    @Test
    void ifMatchOfAFileThatIsGoneAnswersConflict(Desk desk) {
        // When
        var error = desk.client().error("fs.write", "path", desk.at("gone"), "content", "", "ifMatch", "some-etag");
        // Then
        assertThat(error.at("/data/code").asText()).isEqualTo("CONFLICT");
        assertThat(error.at("/data/details")).isEqualTo(object("exists", false));
        assertThat(desk.file("gone")).doesNotExist();
    }

    @Test
    void createFalseMakesNoFile(Desk desk) throws IOException {
        // Given
        desk.put("there.txt", "old");
        // When
        var code = desk.client().code("fs.write", "path", desk.at("new.txt"), "content", "", "create", false);
        // Then
        assertThat(code).isEqualTo("NOT_FOUND");
        assertThat(desk.file("new.txt")).doesNotExist();
        desk.client().call("fs.write", "path", desk.at("there.txt"), "content", "new", "create", false);
        assertThat(desk.text("there.txt")).isEqualTo("new");
    }

    @Test
    void missingDirectoriesOnTheWayAreMadeOnRequestAlone(Desk desk) throws IOException {
        // When
        var code = desk.client().code("fs.write", "path", desk.at("a/b/c.txt"), "content", "x");
        // Then
        assertThat(code).isEqualTo("NOT_FOUND");
        assertThat(desk.file("a")).doesNotExist();
        desk.client().call("fs.write", "path", desk.at("a/b/c.txt"), "content", "x", "makeParents", true);
        assertThat(desk.text("a/b/c.txt")).isEqualTo("x");
    }

    @Test
    void aLinkIsWrittenThroughAndStays(Desk desk) throws IOException {
        // Given
        desk.put("target.txt", "old");
        Files.createSymbolicLink(desk.file("link"), Path.of("target.txt"));
        // When
        desk.client().call("fs.write", "path", desk.at("link"), "content", "new");
        // Then
        assertThat(desk.text("target.txt")).isEqualTo("new");
        assertThat(desk.file("link")).isSymbolicLink();
    }

    @Test
    void whatCannotBeWrittenSaysWhy(Desk desk) throws IOException {
        // Given
        desk.put("file", "");
        // When
        var directory = desk.client().code("fs.write", "path", desk.path(), "content", "");
        // Then
        assertThat(directory).isEqualTo("INVALID_ARGUMENT");
        assertThat(desk.client().code("fs.write", "path", desk.at("file/below"), "content", ""))
                .isEqualTo("NOT_FOUND");
        assertThat(desk.client().code("fs.write", "path", desk.at("x"), "content", "?", "encoding", "base64"))
                .isEqualTo("INVALID_ARGUMENT");
        assertThat(desk.client().code("fs.write", "path", desk.at("x"), "content", "", "encoding", "auto"))
                .isEqualTo("INVALID_ARGUMENT");
        assertThat(desk.file("x")).doesNotExist();
    }
}
