package dev.trestle.it;

import static dev.trestle.it.Json.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** PROTOCOL §6: nothing outside the root is reachable, by whatever operation. */
@Tag("jdk")
@ExtendWith(OneTrestle.class)
class ProtocolWalkConfinementIT {

    /** Every operation with the fields that are paths. */
    private static final Map<String, List<String>> OPERATIONS = Map.of(
            "fs.list", List.of("path"),
            "fs.stat", List.of("path"),
            "fs.read", List.of("path"),
            "fs.write", List.of("path"),
            "fs.patch", List.of("path"),
            "fs.mkdir", List.of("path"),
            "fs.delete", List.of("path"),
            "fs.move", List.of("from", "to"),
            "fs.copy", List.of("from", "to"));

    @TempDir
    private Path outside;

    private List<Path> before;

    @BeforeEach
    void put() throws IOException {
        Files.writeString(outside.resolve("secret.txt"), "secret");
        Files.createDirectory(outside.resolve("folder"));
        before = everything();
    }

    @AfterEach
    void nothingOutsideHasChanged() throws IOException {
        assertThat(everything()).isEqualTo(before);
        assertThat(Files.readString(outside.resolve("secret.txt"))).isEqualTo("secret");
    }

    private List<Path> everything() throws IOException {
        try (var files = Files.walk(outside)) {
            return files.sorted().toList();
        }
    }

    static Stream<Arguments> operationsAndFields() {
        return OPERATIONS.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(field -> Arguments.of(entry.getKey(), field)));
    }

    /** A request that would succeed but for {@code path} in {@code field}. */
    private static ObjectNode request(Desk desk, String operation, String field, String path) {
        var request =
                object("content", "x", "format", "edits", "patch", List.of(), "recursive", true, "overwrite", true);
        OPERATIONS.get(operation).forEach(each -> request.put(each, desk.at("inside.txt")));
        return request.put(field, path);
    }

    private static String code(Desk desk, String operation, String field, String path) {
        var answer = Client.answer(desk.client().begin(operation, request(desk, operation, field, path)));
        assertThat(answer.toString()).doesNotContain("secret\"", "root:");
        return answer.at("/error/data/code").asText();
    }

    @ParameterizedTest
    @MethodSource("operationsAndFields")
    void dotDotLeadsNowhereAboveTheRoot(String operation, String field, Desk desk) throws IOException {
        // Given
        desk.put("inside.txt", "");
        var up = "../".repeat(20);
        for (var path : List.of("..", "../", "/..", "a/../..", up + "etc/passwd", "/" + up + outside + "/secret.txt")) {
            // When
            var code = code(desk, operation, field, path);
            // Then
            assertThat(code).as(path).isEqualTo("FORBIDDEN");
        }
    }

    @ParameterizedTest
    @MethodSource("operationsAndFields")
    void aLinkThatLeadsOutIsNotFollowed(String operation, String field, Desk desk) throws IOException {
        // Given
        desk.put("inside.txt", "");
        Files.createSymbolicLink(desk.file("absolute"), outside);
        Files.createSymbolicLink(
                desk.file("relative"), desk.file("").toRealPath().relativize(outside.toRealPath()));
        for (var link : List.of("absolute", "relative")) {
            for (var below : List.of("/secret.txt", "/folder", "/new.txt", "/folder/../secret.txt", "/new/deeper")) {
                // When
                var code = code(desk, operation, field, desk.at(link + below));
                // Then
                assertThat(code).as(link + below).isEqualTo("FORBIDDEN");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("operationsAndFields")
    void nulIsRefusedByTheNameOfTheField(String operation, String field, Desk desk) throws IOException {
        // Given
        desk.put("inside.txt", "");
        // When
        var answer = Client.answer(desk.client().begin(operation, request(desk, operation, field, "a\0b")));
        // Then
        assertThat(answer.at("/error/data/code").asText()).isEqualTo("INVALID_ARGUMENT");
        assertThat(answer.at("/error/message").asText()).startsWith(field);
    }

    @Test
    void aLinkToAFileOutsideIsNeitherReadNorWrittenThrough(Desk desk) throws IOException {
        // Given
        Files.createSymbolicLink(desk.file("link"), outside.resolve("secret.txt"));
        Files.createSymbolicLink(desk.file("dangling"), outside.resolve("new.txt"));
        for (var link : List.of("link", "dangling")) {
            // When
            var read = desk.client().code("fs.read", "path", desk.at(link));
            // Then
            assertThat(read).isEqualTo("FORBIDDEN");
            assertThat(desk.client().code("fs.write", "path", desk.at(link), "content", "x"))
                    .isEqualTo("FORBIDDEN");
            assertThat(desk.client().code("fs.patch", "path", desk.at(link), "format", "edits", "patch", List.of()))
                    .isEqualTo("FORBIDDEN");
        }
    }

    @Test
    void aLinkThatLeadsOutMayBeSeenAndDeletedItself(Desk desk) throws IOException {
        // Given
        Files.createSymbolicLink(desk.file("link"), outside);
        // When
        var entry = desk.client().call("fs.stat", "path", desk.at("link"));
        // Then
        assertThat(entry.get("type").asText()).isEqualTo("symlink");
        desk.client().call("fs.delete", "path", desk.at("link"), "recursive", true);
        assertThat(desk.file("link")).doesNotExist();
    }

    @Test
    void aTreeWithALinkThatLeadsOutIsListedCopiedAndDeletedWithoutFollowingIt(Desk desk) throws IOException {
        // Given
        Files.createDirectory(desk.file("tree"));
        Files.createSymbolicLink(desk.file("tree/link"), outside);
        // When
        var listing = desk.client().call("fs.list", "path", desk.path(), "depth", 10);
        // Then
        assertThat(listing.get("entries")).hasSize(2);
        desk.client().call("fs.copy", "from", desk.at("tree"), "to", desk.at("copy"));
        assertThat(Files.readSymbolicLink(desk.file("copy/link"))).isEqualTo(outside);
        desk.client().call("fs.delete", "path", desk.at("tree"), "recursive", true);
        assertThat(desk.file("tree")).doesNotExist();
    }

    @Test
    void aLeadingSlashMeansTheRootAndNotTheDisks(Desk desk) {
        // When
        var error = desk.client().error("fs.read", "path", "/etc/passwd");
        // Then
        assertThat(error.at("/data/code").asText()).isEqualTo("NOT_FOUND");
        assertThat(error.get("message").asText()).isEqualTo("no such file: /etc/passwd");
    }

    @Test
    void anErrorSaysNothingOfWhereTheWorkspaceIs(Desk desk, StartedTrestle trestle) throws IOException {
        // Given
        Files.createSymbolicLink(desk.file("link"), outside.resolve("secret.txt"));
        // When
        var error = desk.client().error("fs.read", "path", desk.at("link"));
        // Then
        assertThat(error.toString())
                .doesNotContain(outside.toString())
                .doesNotContain(trestle.folder().toString());
    }
}
