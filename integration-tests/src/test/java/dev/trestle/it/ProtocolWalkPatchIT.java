package dev.trestle.it;

import static dev.trestle.it.Json.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PROTOCOL §6: {@code fs.patch}. */
@Tag("jdk")
@ExtendWith(OneTrestle.class)
class ProtocolWalkPatchIT {

    private static JsonNode edit(int line, int from, int to, String newText) {
        return object(
                "range",
                Map.of(
                        "start", Map.of("line", line, "character", from),
                        "end", Map.of("line", line, "character", to)),
                "newText",
                newText);
    }

    @Test
    void dmpOffsetsAreUtf16Units(Desk desk) throws IOException {
        // Given
        var path = desk.put("a.txt", "🎈🎈 one");
        // When
        var written =
                desk.client().call("fs.patch", "path", path, "format", "dmp", "patch", "@@ -6,3 +6,3 @@\n-one\n+two\n");
        // Then
        assertThat(desk.text("a.txt")).isEqualTo("🎈🎈 two");
        var entry = desk.client().call("fs.stat", "path", path);
        assertThat(written).isEqualTo(object("etag", entry.get("etag"), "size", entry.get("size")));
    }

    @Test
    void editsAreAllInTheTextBefore(Desk desk) throws IOException {
        // Given
        var path = desk.put("a.txt", "🎈 one\ntwo\nthree");
        // When
        desk.client()
                .call(
                        "fs.patch",
                        "path",
                        path,
                        "format",
                        "edits",
                        "patch",
                        List.of(
                                edit(2, 0, 5, "3"),
                                edit(0, 3, 6, "1"),
                                edit(1, 3, 99, "!"),
                                edit(9, 0, 0, "\nend"),
                                edit(0, 0, 0, "0")));
        // Then
        assertThat(desk.text("a.txt")).isEqualTo("0🎈 1\ntwo!\n3\nend");
    }

    @Test
    void aUnifiedDiffIsApplied(Desk desk) throws IOException {
        // Given
        var path = desk.put("a.txt", "one\ntwo\nthree\n");
        // When
        desk.client().call("fs.patch", "path", path, "format", "unified", "patch", """
                --- a/a.txt
                +++ b/a.txt
                @@ -1,3 +1,4 @@
                 one
                -two
                +2
                +2.5
                 three
                """);
        // Then
        assertThat(desk.text("a.txt")).isEqualTo("one\n2\n2.5\nthree\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dmp @@ -1,3 +1,3 @@\n-one\n+uno\n", "unified --- a\n+++ b\n@@ -1 +1 @@\n-one\n+uno\n"})
    void theLineEndingsOfTheFileAreKept(String formatAndPatch, Desk desk) throws IOException {
        // Given
        var path = desk.put("a.txt", "one\r\ntwo\r\n");
        var parts = formatAndPatch.split(" ", 2);
        // When
        desk.client().call("fs.patch", "path", path, "format", parts[0], "patch", parts[1]);
        // Then
        assertThat(desk.text("a.txt")).isEqualTo("uno\r\ntwo\r\n");
    }

    @Test
    void newLinesGetTheEndingOfTheFile(Desk desk) throws IOException {
        // Given
        var path = desk.put("a.txt", "one\r\ntwo\r\n");
        // When
        desk.client().call("fs.patch", "path", path, "format", "edits", "patch", List.of(edit(1, 0, 0, "1.5\n")));
        // Then
        assertThat(desk.text("a.txt")).isEqualTo("one\r\n1.5\r\ntwo\r\n");
    }

    @Test
    void aPatchThatDoesNotApplyAnswersConflictAndChangesNothing(Desk desk) throws IOException {
        // Given
        var path = desk.put("a.txt", "one\ntwo\n");
        var halfGood = "--- a\n+++ b\n@@ -1 +1 @@\n-one\n+uno\n@@ -2 +2 @@\n-nothing like it\n+x\n";
        // When
        var error = desk.client().error("fs.patch", "path", path, "format", "unified", "patch", halfGood);
        // Then
        var entry = desk.client().call("fs.stat", "path", path);
        assertThat(error.at("/data/code").asText()).isEqualTo("CONFLICT");
        assertThat(error.at("/data/details/etag")).isEqualTo(entry.get("etag"));
        assertThat(desk.text("a.txt")).isEqualTo("one\ntwo\n");
    }

    @Test
    void ifMatchPatchesOnlyWhatTheClientHasSeen(Desk desk) throws IOException {
        // Given
        var path = desk.put("a.txt", "one");
        var etag = desk.client().call("fs.read", "path", path).get("etag");
        var patch = List.of(edit(0, 0, 0, "x"));
        // When
        desk.client().call("fs.patch", "path", path, "format", "edits", "patch", patch, "ifMatch", etag);
        // Then
        assertThat(desk.text("a.txt")).isEqualTo("xone");
        var again = desk.client().error("fs.patch", "path", path, "format", "edits", "patch", patch, "ifMatch", etag);
        assertThat(again.at("/data/code").asText()).isEqualTo("CONFLICT");
        assertThat(again.at("/data/details/size").asInt()).isEqualTo(4);
        assertThat(desk.text("a.txt")).isEqualTo("xone");
    }

    @Test
    void theModeIsKept(Desk desk) throws IOException {
        // Given
        var path = desk.put("run.sh", "#!/bin/sh\n");
        Files.setPosixFilePermissions(desk.file("run.sh"), PosixFilePermissions.fromString("rwxr-x--x"));
        // When
        desk.client().call("fs.patch", "path", path, "format", "edits", "patch", List.of(edit(1, 0, 0, "true\n")));
        // Then
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(desk.file("run.sh"))))
                .isEqualTo("rwxr-x--x");
    }

    @Test
    void whatCannotBePatchedSaysWhy(Desk desk) throws IOException {
        // Given
        var binary = desk.put("a.bin", new byte[] {(byte) 0xff});
        var text = desk.put("a.txt", "one");
        try (var large = new RandomAccessFile(desk.file("large").toFile(), "rw")) {
            large.setLength(16_777_217);
        }
        var edits = List.of(edit(0, 0, 0, "x"));
        // When
        var tooLarge = desk.client().error("fs.patch", "path", desk.at("large"), "format", "edits", "patch", edits);
        // Then
        assertThat(tooLarge.at("/data/code").asText()).isEqualTo("TOO_LARGE");
        assertThat(tooLarge.at("/data/details/limit").asInt()).isEqualTo(16_777_216);
        assertThat(code(desk, binary, "edits", edits)).isEqualTo("UNSUPPORTED");
        assertThat(code(desk, desk.at("nothing"), "edits", edits)).isEqualTo("NOT_FOUND");
        assertThat(code(desk, desk.path(), "edits", edits)).isEqualTo("INVALID_ARGUMENT");
        assertThat(code(desk, text, "edits", "a string")).isEqualTo("INVALID_ARGUMENT");
        assertThat(code(desk, text, "dmp", edits)).isEqualTo("INVALID_ARGUMENT");
        assertThat(code(desk, text, "dmp", "not a patch")).isEqualTo("INVALID_ARGUMENT");
        assertThat(code(desk, text, "unified", "not a diff")).isEqualTo("INVALID_ARGUMENT");
        assertThat(code(desk, text, "edits", List.of(edit(0, 2, 1, "")))).isEqualTo("INVALID_ARGUMENT");
        assertThat(code(desk, text, "edits", List.of(edit(0, 0, 2, ""), edit(0, 1, 3, ""))))
                .isEqualTo("INVALID_ARGUMENT");
        assertThat(desk.text("a.txt")).isEqualTo("one");
    }

    private static String code(Desk desk, String path, String format, Object patch) {
        return desk.client().code("fs.patch", "path", path, "format", format, "patch", patch);
    }
}
