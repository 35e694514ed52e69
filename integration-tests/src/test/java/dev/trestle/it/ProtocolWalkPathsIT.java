package dev.trestle.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PROTOCOL §5 and §6: what a path may be, what is neither file nor directory, what this version has not. */
@Tag("jdk")
@ExtendWith(OneTrestle.class)
class ProtocolWalkPathsIT {

    @ParameterizedTest
    @CsvSource({"d/a.txt", "/DESK/d/a.txt", "d//a.txt", "./d/./a.txt", "d/../d/a.txt", "x/../d/a.txt", "d/a.txt/"})
    void onePlaceHasManyPathsAndOnePlainOne(String path, Desk desk) throws IOException {
        // Given
        Files.createDirectory(desk.file("d"));
        desk.put("d/a.txt", "");
        var given = path.startsWith("/") ? path.replace("DESK", desk.path()) : desk.at(path);
        // When
        var entry = desk.client().call("fs.stat", "path", given);
        // Then
        assertThat(entry.get("path").asText()).isEqualTo(desk.at("d/a.txt"));
    }

    @Test
    void aBackslashIsACharacterLikeAnyOther(Desk desk) throws IOException {
        // When
        desk.client().call("fs.write", "path", desk.at("a\\..\\b"), "content", "x");
        // Then
        assertThat(desk.text("a\\..\\b")).isEqualTo("x");
    }

    @Test
    void aPathHasAtMost4096BytesAndAPartOfIt255(Desk desk) {
        // Given
        var longest = "é".repeat(127) + "x";
        // When
        desk.client().call("fs.write", "path", desk.at(longest), "content", "");
        // Then
        assertThat(desk.file(longest)).exists();
        assertThat(desk.client()
                        .error("fs.stat", "path", desk.at(longest + "x"))
                        .get("message")
                        .asText())
                .contains("path", "255");
        assertThat(desk.client()
                        .error("fs.stat", "path", "a/".repeat(2_049))
                        .get("message")
                        .asText())
                .contains("path", "4096");
        assertThat(desk.client().code("fs.stat", "path", "a/".repeat(2_048))).isEqualTo("NOT_FOUND");
    }

    @Test
    void aLinkedDirectoryIsListedAsALinkAndNotEntered(Desk desk) throws IOException {
        // Given
        Files.createDirectory(desk.file("d"));
        desk.put("d/a.txt", "");
        Files.createSymbolicLink(desk.file("link"), Path.of("d"));
        // When
        var listing = desk.client().call("fs.list", "path", desk.path(), "depth", 9);
        // Then
        assertThat(listing.get("entries").findValuesAsText("path"))
                .containsExactly(desk.at("d"), desk.at("d/a.txt"), desk.at("link"));
    }

    @Test
    void aLinkedDirectoryThatIsAskedForIsListed(Desk desk) throws IOException {
        // Given
        Files.createDirectory(desk.file("d"));
        desk.put("d/a.txt", "");
        Files.createSymbolicLink(desk.file("link"), Path.of("d"));
        // When
        var listing = desk.client().call("fs.list", "path", desk.at("link"));
        // Then
        assertThat(listing.get("entries").findValuesAsText("path")).containsExactly(desk.at("link/a.txt"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fs.read", "fs.write", "fs.patch", "fs.copy"})
    void aFifoAnswersUnsupportedAndIsNotOpened(String operation, Desk desk, StartedTrestle trestle) {
        // Given
        var mkfifo = List.of("mkfifo", desk.file("fifo").toString());
        try (var process = Launched.start(trestle.folder(), Map.of("PATH", System.getenv("PATH")), mkfifo)) {
            assertThat(process.ended().exitCode()).isZero();
        }
        // When
        var code = desk.client()
                .code(
                        operation,
                        "path",
                        desk.at("fifo"),
                        "content",
                        "",
                        "format",
                        "edits",
                        "patch",
                        List.of(),
                        "from",
                        desk.at("fifo"),
                        "to",
                        desk.at("copy"));
        // Then
        assertThat(code).isEqualTo("UNSUPPORTED");
        assertThat(desk.file("copy")).doesNotExist();
    }

    @Test
    void aNameThatIsNotUtf8IsShownWithReplacementCharacters(Desk desk, StartedTrestle trestle) {
        // Given
        var create = List.of("sh", "-c", "printf x > \"$(printf '" + desk.file("a") + "\\377b')\"");
        try (var process = Launched.start(trestle.folder(), Map.of("PATH", System.getenv("PATH")), create)) {
            assertThat(process.ended().exitCode()).isZero();
        }
        // When
        var listing = desk.client().call("fs.list", "path", desk.path());
        // Then
        assertThat(listing.at("/entries/0/name").asText()).isEqualTo("a\uFFFDb");
        assertThat(desk.client().code("fs.stat", "path", desk.at("a\uFFFDb"))).isEqualTo("NOT_FOUND");
    }

    @Test
    void namesAreInTheOrderThatTheProtocolSays(Desk desk) throws IOException {
        // Given
        for (var name : List.of("🎈", "～", "z", "é", "e")) {
            desk.put(name, "");
        }
        // When
        var listing = desk.client().call("fs.list", "path", desk.path());
        // Then
        assertThat(listing.get("entries").findValuesAsText("name")).containsExactly("e", "z", "é", "～", "🎈");
    }

    @ParameterizedTest
    @ValueSource(strings = {"worker.serve", "circle.join"})
    void whatThisVersionHasNotAnswersUnknownOperation(String operation, Desk desk) {
        // When
        var code = desk.client().code(operation, "topic", "topic/x");
        // Then
        assertThat(code).isEqualTo("UNKNOWN_OPERATION");
    }

    @Test
    void overHttpTheWorkspaceMayStandInTheQuery(StartedTrestle trestle) {
        // When
        var response =
                Http.post(trestle.http("/api/v1/call/fs.list?workspace=nowhere"), Http.OWNER, "{\"path\":\"/\"}");
        // Then
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(Json.of(response.body()).at("/error/message").asText()).isEqualTo("no such workspace: nowhere");
    }
}
