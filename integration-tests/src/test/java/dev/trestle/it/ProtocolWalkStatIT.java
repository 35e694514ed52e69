package dev.trestle.it;

import static dev.trestle.it.Json.object;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PROTOCOL §6: {@code fs.stat}. */
@Tag("jdk")
@ExtendWith(OneTrestle.class)
class ProtocolWalkStatIT {

    @Test
    void statSaysWhatIsAtAPath(Desk desk) throws IOException {
        // Given
        desk.put("größe 🎈.txt", "héllo\n");
        Files.setPosixFilePermissions(desk.file("größe 🎈.txt"), PosixFilePermissions.fromString("rwxr-x---"));
        // When
        var entry = desk.client().call("fs.stat", "path", desk.at("größe 🎈.txt"));
        // Then
        var modified = Files.getLastModifiedTime(desk.file("größe 🎈.txt")).toMillis();
        assertThat(entry)
                .isEqualTo(object(
                        "name",
                        "größe 🎈.txt",
                        "path",
                        desk.at("größe 🎈.txt"),
                        "type",
                        "file",
                        "size",
                        7,
                        "modified",
                        modified,
                        "mode",
                        0750,
                        "etag",
                        entry.get("etag")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "//", ".", "./.", "a/.."})
    void theRootHasNoNameAndAnEmptyPath(String path, Desk desk) {
        // When
        var entry = desk.client().call("fs.stat", "path", path);
        // Then
        assertThat(entry.get("name").asText()).isEmpty();
        assertThat(entry.get("path").asText()).isEmpty();
        assertThat(entry.get("type").asText()).isEqualTo("directory");
        assertThat(entry.has("etag")).isFalse();
    }

    @Test
    void theTypesAreFileDirectorySymlinkAndOther(Desk desk, StartedTrestle trestle) throws Exception {
        // Given
        desk.put("file", "");
        Files.createDirectory(desk.file("directory"));
        Files.createSymbolicLink(desk.file("symlink"), Path.of("file"));
        try (var mkfifo = Launched.start(
                trestle.folder(),
                System.getenv(),
                List.of("mkfifo", desk.file("other").toString()))) {
            assertThat(mkfifo.ended().exitCode()).isZero();
        }
        for (var type : List.of("file", "directory", "symlink", "other")) {
            // When
            var entry = desk.client().call("fs.stat", "path", desk.at(type));
            // Then
            assertThat(entry.get("type").asText()).isEqualTo(type);
            assertThat(entry.has("etag")).isEqualTo(type.equals("file"));
        }
    }

    @Test
    void theEtagChangesWhenTheContentDoes(Desk desk) throws IOException {
        // Given
        var path = desk.put("a.txt", "one");
        var before = desk.client().call("fs.stat", "path", path).get("etag");
        assertThat(desk.client().call("fs.stat", "path", path).get("etag")).isEqualTo(before);
        // When
        desk.put("a.txt", "two");
        // Then
        assertThat(desk.client().call("fs.stat", "path", path).get("etag")).isNotEqualTo(before);
    }
}
