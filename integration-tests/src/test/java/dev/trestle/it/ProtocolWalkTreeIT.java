package dev.trestle.it;

import static dev.trestle.it.Json.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PROTOCOL §6: {@code fs.mkdir}, {@code fs.delete}, {@code fs.move} and {@code fs.copy}. */
@Tag("jdk")
@ExtendWith(OneTrestle.class)
class ProtocolWalkTreeIT {

    private static JsonNode stat(Desk desk, String file) {
        return desk.client().call("fs.stat", "path", desk.at(file));
    }

    @Test
    void mkdirMakesADirectory(Desk desk) {
        // When
        var entry = desk.client().call("fs.mkdir", "path", desk.at("größe 🎈"));
        // Then
        assertThat(desk.file("größe 🎈")).isEmptyDirectory();
        assertThat(entry).isEqualTo(stat(desk, "größe 🎈"));
        assertThat(entry.get("type").asText()).isEqualTo("directory");
    }

    @Test
    void mkdirMakesMissingParentsOnRequestAlone(Desk desk) {
        // When
        var code = desk.client().code("fs.mkdir", "path", desk.at("a/b/c"));
        // Then
        assertThat(code).isEqualTo("NOT_FOUND");
        desk.client().call("fs.mkdir", "path", desk.at("a/b/c"), "makeParents", true);
        assertThat(desk.file("a/b/c")).isEmptyDirectory();
    }

    @Test
    void mkdirOfWhatIsThereAnswersAlreadyExists(Desk desk) throws IOException {
        // Given
        desk.put("file", "");
        // When
        var error = desk.client().error("fs.mkdir", "path", desk.at("file"));
        // Then
        assertThat(error.get("code").asInt()).isEqualTo(-32005);
        assertThat(error.at("/data/code").asText()).isEqualTo("ALREADY_EXISTS");
        assertThat(desk.client().code("fs.mkdir", "path", desk.path())).isEqualTo("ALREADY_EXISTS");
        assertThat(desk.client().code("fs.mkdir", "path", "/")).isEqualTo("ALREADY_EXISTS");
        assertThat(desk.file("file")).isRegularFile();
    }

    @Test
    void deleteDeletesAFileALinkAndAnEmptyDirectory(Desk desk) throws IOException {
        // Given
        desk.put("file", "");
        desk.put("target", "");
        Files.createSymbolicLink(desk.file("link"), Path.of("target"));
        Files.createDirectory(desk.file("directory"));
        for (var name : new String[] {"file", "link", "directory"}) {
            // When
            var result = desk.client().call("fs.delete", "path", desk.at(name));
            // Then
            assertThat(result).isEqualTo(object());
            assertThat(desk.file(name)).doesNotExist();
        }
        assertThat(desk.file("target")).isRegularFile();
    }

    @Test
    void deleteOfADirectoryThatIsNotEmptyAnswersConflictUnlessRecursive(Desk desk) throws IOException {
        // Given
        Files.createDirectories(desk.file("a/b"));
        desk.put("a/b/c", "");
        desk.put("beside", "kept");
        Files.createSymbolicLink(desk.file("a/link"), desk.file("beside"));
        // When
        var error = desk.client().error("fs.delete", "path", desk.at("a"));
        // Then
        assertThat(error.at("/data/code").asText()).isEqualTo("CONFLICT");
        assertThat(error.at("/data/details")).isEqualTo(object("type", "directory", "empty", false));
        assertThat(desk.file("a/b/c")).exists();
        desk.client().call("fs.delete", "path", desk.at("a"), "recursive", true);
        assertThat(desk.file("a")).doesNotExist();
        assertThat(desk.text("beside")).isEqualTo("kept");
    }

    @Test
    void moveRenamesAFileAndADirectory(Desk desk) throws IOException {
        // Given
        desk.put("run.sh", "text");
        Files.setPosixFilePermissions(desk.file("run.sh"), PosixFilePermissions.fromString("rwx--x--x"));
        Files.createDirectory(desk.file("d"));
        // When
        var entry = desk.client().call("fs.move", "from", desk.at("run.sh"), "to", desk.at("d/π.sh"));
        // Then
        assertThat(desk.file("run.sh")).doesNotExist();
        assertThat(desk.text("d/π.sh")).isEqualTo("text");
        assertThat(entry).isEqualTo(stat(desk, "d/π.sh"));
        assertThat(entry.get("mode").asInt()).isEqualTo(0711);
        desk.client().call("fs.move", "from", desk.at("d"), "to", desk.at("e"));
        assertThat(desk.text("e/π.sh")).isEqualTo("text");
    }

    @Test
    void copyCopiesAFileWithItsModeAndALinkAsALink(Desk desk) throws IOException {
        // Given
        desk.put("run.sh", "text");
        Files.setPosixFilePermissions(desk.file("run.sh"), PosixFilePermissions.fromString("rwx--x--x"));
        Files.createSymbolicLink(desk.file("link"), Path.of("run.sh"));
        // When
        var entry = desk.client().call("fs.copy", "from", desk.at("run.sh"), "to", desk.at("copy.sh"));
        // Then
        assertThat(desk.text("copy.sh")).isEqualTo("text");
        assertThat(desk.text("run.sh")).isEqualTo("text");
        assertThat(entry).isEqualTo(stat(desk, "copy.sh"));
        assertThat(entry.get("mode").asInt()).isEqualTo(0711);
        desk.client().call("fs.copy", "from", desk.at("link"), "to", desk.at("link2"));
        assertThat(Files.readSymbolicLink(desk.file("link2"))).isEqualTo(Path.of("run.sh"));
    }

    @Test
    void copyCopiesADirectoryWithAllItHolds(Desk desk) throws IOException {
        // Given
        Files.createDirectories(desk.file("a/b"));
        desk.put("a/b/ü", "deep");
        // When
        desk.client().call("fs.copy", "from", desk.at("a"), "to", desk.at("z"));
        // Then
        assertThat(desk.text("z/b/ü")).isEqualTo("deep");
        assertThat(desk.text("a/b/ü")).isEqualTo("deep");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fs.move", "fs.copy"})
    void whatIsThereIsReplacedOnRequestAlone(String operation, Desk desk) throws IOException {
        // Given
        desk.put("from", "new");
        desk.put("to", "old");
        // When
        var code = desk.client().code(operation, "from", desk.at("from"), "to", desk.at("to"));
        // Then
        assertThat(code).isEqualTo("ALREADY_EXISTS");
        assertThat(desk.text("to")).isEqualTo("old");
        desk.client().call(operation, "from", desk.at("from"), "to", desk.at("to"), "overwrite", true);
        assertThat(desk.text("to")).isEqualTo("new");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fs.move", "fs.copy"})
    void whatCannotBeMovedOrCopiedSaysWhy(String operation, Desk desk) throws IOException {
        // Given
        desk.put("file", "kept");
        Files.createDirectories(desk.file("d/full"));
        // When
        var missing = desk.client().code(operation, "from", desk.at("nothing"), "to", desk.at("x"));
        // Then
        assertThat(missing).isEqualTo("NOT_FOUND");
        assertThat(code(desk, operation, "file", "no/such/place")).isEqualTo("NOT_FOUND");
        assertThat(code(desk, operation, "d", "d/inside")).isEqualTo("INVALID_ARGUMENT");
        assertThat(code(desk, operation, "file", "d")).isEqualTo("CONFLICT");
        assertThat(code(desk, operation, "d", "file")).isEqualTo("CONFLICT");
        assertThat(desk.text("file")).isEqualTo("kept");
        assertThat(desk.file("d/full")).isDirectory();
    }

    private static String code(Desk desk, String operation, String from, String to) {
        return desk.client().code(operation, "from", desk.at(from), "to", desk.at(to), "overwrite", true);
    }

    @Test
    void theRootCanNeitherBeDeletedNorMovedNorReplaced(Desk desk, StartedTrestle trestle) throws IOException {
        // Given
        desk.put("file", "");
        // When
        var deleted = desk.client().code("fs.delete", "path", "/", "recursive", true);
        // Then
        assertThat(deleted).isIn("INVALID_ARGUMENT", "FORBIDDEN");
        assertThat(desk.client().code("fs.move", "from", "/", "to", "x")).isIn("INVALID_ARGUMENT", "FORBIDDEN");
        assertThat(desk.client().code("fs.move", "from", desk.at("file"), "to", "/", "overwrite", true))
                .isIn("INVALID_ARGUMENT", "FORBIDDEN");
        assertThat(desk.client().code("fs.copy", "from", desk.at("file"), "to", "/", "overwrite", true))
                .isIn("INVALID_ARGUMENT", "FORBIDDEN");
        assertThat(trestle.folder()).isDirectory();
        assertThat(desk.file("file")).exists();
    }
}
