package dev.trestle.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A workspace in which not everything is the server's to read or write. */
class AnotherUserIT {

    private static final String MAY_NOT = "the server may not do this with the file: ";

    @TempDir
    private Path place;

    private Path workspace;
    private StartedTrestle trestle;

    @BeforeEach
    void serve() throws IOException {
        workspace = Files.createDirectory(place.resolve("workspace"));
        Files.writeString(workspace.resolve("open.txt"), "open");
        Files.writeString(workspace.resolve("locked.txt"), "locked");
        Files.createDirectory(workspace.resolve("closed"));
        Files.writeString(workspace.resolve("closed/inside.txt"), "inside");
        permit("rwxr-xr-x", place, workspace);
        permit("---------", workspace.resolve("locked.txt"), workspace.resolve("closed"));
        trestle = isRoot() ? asNobody() : StartedTrestle.of(workspace);
    }

    private StartedTrestle asNobody() throws IOException {
        // The build's own folder may be closed to others.
        var jar = Files.copy(StartedTrestle.JAR, place.resolve("trestle.jar"));
        permit("rw-r--r--", jar);
        return StartedTrestle.ofNobody(workspace, jar);
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static void permit(String permissions, Path... files) throws IOException {
        for (var file : files) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        }
    }

    @AfterEach
    void stop() throws IOException {
        trestle.close();
        permit("rwxr-xr-x", workspace.resolve("closed"));
    }

    @Test
    void whatTheServerMayNotReadIsListedAndRefused() {
        try (var client = trestle.client()) {
            // When
            var entries = client.call("fs.list", "path", "").get("entries");
            // Then
            assertThat(entries.findValuesAsText("name")).containsExactly("closed", "locked.txt", "open.txt");
            for (var path : new String[] {"locked.txt", "closed/inside.txt"}) {
                var error = client.error("fs.read", "path", path);
                assertThat(error.at("/data/code").asText()).isEqualTo("FORBIDDEN");
                assertThat(error.get("message").asText()).isEqualTo(MAY_NOT + path);
            }
            assertThat(client.error("fs.list", "path", "closed").get("message").asText())
                    .isEqualTo(MAY_NOT + "closed");
            assertThat(client.call("fs.read", "path", "open.txt").get("content").asText())
                    .isEqualTo("open");
        }
    }

    @Test
    void whatTheServerMayNotChangeStaysAsItIs() throws IOException {
        permit("r-xr-xr-x", workspace);
        try (var client = trestle.client()) {
            // When
            var error = client.error("fs.write", "path", "open.txt", "content", "changed");
            // Then
            assertThat(error.at("/data/code").asText()).isEqualTo("FORBIDDEN");
            assertThat(error.get("message").asText()).isEqualTo(MAY_NOT + "open.txt");
            assertThat(workspace.resolve("open.txt")).hasContent("open");
        } finally {
            permit("rwxr-xr-x", workspace);
        }
    }

    @Test
    void whatTheServerWasStartedWithIsKeptFromItsTerminals() {
        try (var client = trestle.client()) {
            // When
            var look = "cat /proc/[0-9]*/environ 2>/dev/null | tr '\\0' '\\n' | grep -c ^TRESTLE_TOKEN=";
            client.call(
                    "pty.open", "cols", 80, "rows", 24, "binary", false, "command", new String[] {"sh", "-c", look});
            // Then
            assertThat(client.notification().get("method").asText()).isEqualTo("session.ready");
            assertThat(client.notification().at("/params/data").asText()).isEqualTo("0\r\n");
        }
    }
}
