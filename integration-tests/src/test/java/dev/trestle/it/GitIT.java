package dev.trestle.it;

import static dev.trestle.it.Json.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** PROTOCOL §8, git, against the started jar. */
@Tag("jdk")
@ExtendWith(OneTrestle.class)
class GitIT {

    private static String git(Path folder, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes()).strip();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }

    @Test
    void aDayInARepository(StartedTrestle trestle) throws Exception {
        // Given
        var path = "git-" + UUID.randomUUID();
        var folder = trestle.folder().resolve(path);
        var author = object("name", "Ada", "email", "ada@example.org");
        try (var client = trestle.client()) {
            // When
            client.call("git.init", "path", path);
            Files.writeString(folder.resolve("read me"), "Hello\n");
            client.call("git.stage", "path", path, "paths", List.of("read me"));
            var commit = client.call("git.commit", "path", path, "message", "First", "author", author);
            client.call("git.checkout", "path", path, "branch", "topic", "create", true);
            Files.writeString(folder.resolve("read me"), "Hello, world\n");
            // Then
            assertThat(commit.get("oid").asText()).isEqualTo(git(folder, "rev-parse", "HEAD"));
            var status = client.call("git.status", "path", path);
            assertThat(status.get("branch").asText()).isEqualTo("topic");
            assertThat(status.at("/entries/0/worktree").asText()).isEqualTo("M");
            var diff = client.call("git.diff", "path", path);
            assertThat(diff.at("/files/0/hunks/0/lines/1").asText()).isEqualTo("+Hello, world");
            assertThat(client.call("git.log", "path", path)
                            .at("/commits/0/subject")
                            .asText())
                    .isEqualTo("First");
            assertThat(client.code("git.log", "path", path, "revision", "--all"))
                    .isEqualTo("INVALID_ARGUMENT");
            assertThat(client.code("git.commit", "path", path, "message", "x", "author", author))
                    .isEqualTo("CONFLICT");
        }
    }

    @Test
    void aChangeByAnyHandIsToldOnTheTopic(StartedTrestle trestle) throws Exception {
        // Given
        var path = "git-" + UUID.randomUUID();
        try (var client = trestle.client()) {
            client.notification();
            client.call("git.init", "path", path);
            client.call("topic.subscribe", "topic", "workspace/default/git");
            client.call("git.status", "path", path);
            var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            var changed = changed(client, path);
            // When: until it is watched, a change may go by
            for (int i = 0; changed == null && System.nanoTime() < end; i++) {
                touch(trestle.folder().resolve(path).resolve("file"), i);
                changed = changed(client, path);
            }
            // Then
            assertThat(changed).isNotNull();
        }
    }

    private static void touch(Path file, int content) throws IOException {
        Files.writeString(file, String.valueOf(content));
    }

    /** The event about this repository among those that have come. */
    private static JsonNode changed(Client client, String path) {
        return client.notifications().stream()
                .filter(event -> event.at("/params/event").asText().equals("changed"))
                .filter(event -> event.at("/params/data/path").asText().equals(path))
                .findFirst()
                .orElse(null);
    }
}
