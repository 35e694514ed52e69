package dev.trestle.it;

import static dev.trestle.it.Json.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** PROTOCOL §6: {@code fs.find}, {@code fs.search} and what git ignores. */
@Tag("jdk")
@ExtendWith(OneTrestle.class)
class ProtocolWalkSearchIT {

    private static final String SEARCH = "workspace/default/search";

    private static void directories(Desk desk, String... paths) throws IOException {
        for (var path : paths) {
            Files.createDirectories(desk.file(path));
        }
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    @Test
    void findRanksByWhatOneTypes(Desk desk) throws IOException {
        // Given
        directories(desk, "src");
        var wanted = desk.put("src/QuickOpenHandler.ts", "");
        var other = desk.put("src/quota-hints.ts", "");
        // When
        var found = desk.client().call("fs.find", "query", desk.path() + " qoh");
        // Then
        assertThat(texts(found.get("paths"))).containsExactly(wanted, other);
        assertThat(found.get("truncated").asBoolean()).isFalse();
    }

    @Test
    void findTakesGlobs(Desk desk) throws IOException {
        // Given
        directories(desk, "a/b");
        desk.put("a/one.md", "");
        desk.put("a/b/two.md", "");
        desk.put("a/three.txt", "");
        // Then
        var glob = desk.at("**/*.{md,rst}");
        assertThat(desk.client().call("fs.find", "glob", glob, "limit", 1))
                .isEqualTo(object("paths", Json.of("[\"" + desk.at("a/b/two.md") + "\"]"), "truncated", true));
        assertThat(desk.client()
                        .error("fs.find", "glob", "*", "query", "a")
                        .get("message")
                        .asText())
                .isEqualTo("either query or glob must be given, and not both");
    }

    @Test
    void searchTellsWhatItFindsBeforeItAnswers(Desk desk) throws IOException {
        // Given
        desk.put("größe.txt", "nothing\r\n  Größe 🎈 größe\r\n");
        desk.client().call("topic.subscribe", "topic", SEARCH);
        var include = Json.of("[\"" + desk.path() + "\"]");
        // When
        var result = desk.client().call("fs.search", "query", "GRÖSSE|größe", "regex", true, "include", include);
        // Then
        var id = result.get("searchId").asText();
        assertThat(result).isEqualTo(object("searchId", id, "matches", 2, "files", 1, "truncated", false));
        var events = desk.client().notifications().stream()
                .filter(event -> event.at("/params/data/searchId").asText().equals(id))
                .toList();
        assertThat(events).hasSize(4).allSatisfy(event -> {
            assertThat(event.get("method").asText()).isEqualTo("topic.event");
            assertThat(event.at("/params/topic").asText()).isEqualTo(SEARCH);
            assertThat(event.at("/params/seq").isIntegralNumber()).isTrue();
        });
        var path = desk.at("größe.txt");
        assertThat(events.get(0).at("/params/event").asText()).isEqualTo("started");
        assertThat(events.get(0).at("/params/data")).isEqualTo(object("searchId", id, "query", "GRÖSSE|größe"));
        assertThat(events.get(1).at("/params/event").asText()).isEqualTo("match");
        assertThat(events.get(1).at("/params/data")).isEqualTo(match(id, path, 3));
        assertThat(events.get(2).at("/params/data")).isEqualTo(match(id, path, 12));
        assertThat(events.get(3).at("/params/event").asText()).isEqualTo("progress");
        assertThat(events.get(3).at("/params/data")).isEqualTo(object("searchId", id, "completed", 1, "total", 1));
    }

    private static JsonNode match(String id, String path, int column) {
        return object(
                "searchId", id, "path", path, "line", 2, "column", column, "length", 5, "text", "  Größe 🎈 größe");
    }

    @Test
    void searchIsCancelledAtOnce(Desk desk) throws IOException {
        // Given
        desk.put("long.txt", "needle\n" + "x".repeat(20_000_000));
        desk.client().call("topic.subscribe", "topic", SEARCH);
        var params = object("query", "needle|(x+x+)+y", "regex", true, "include", Json.of("[\"" + desk.path() + "\"]"));
        var answer = desk.client().begin("fs.search", params);
        int id = desk.client().lastBegun();
        while (!desk.client().notification().at("/params/data/path").asText().equals(desk.at("long.txt"))) {
            // Somebody else's search, or somebody who comes or goes.
        }
        long start = System.nanoTime();
        // When
        desk.client().call("session.cancel", "id", id);
        // Then
        assertThat(Client.answer(answer).at("/error/data/code").asText()).isEqualTo("CANCELLED");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void aBadExpressionIsExplained(Desk desk) {
        // When
        var error = desk.client().error("fs.search", "query", "a(b", "regex", true);
        // Then
        assertThat(error.at("/data/code").asText()).isEqualTo("INVALID_ARGUMENT");
        assertThat(error.get("message").asText())
                .isEqualTo("query is not a regular expression: missing closing ): a(b");
    }

    @Test
    void listAndStatSayWhatGitIgnores(Desk desk) throws IOException {
        // Given
        directories(desk, ".git", "node_modules");
        desk.put(".gitignore", "node_modules\n*.log\n");
        desk.put("a.log", "");
        desk.put("b.txt", "");
        // When
        var entries = desk.client().call("fs.list", "path", desk.path()).get("entries");
        // Then
        var told = new ArrayList<String>();
        entries.forEach(entry -> told.add(entry.get("name").asText() + " " + entry.get("gitIgnored")));
        assertThat(told)
                .containsExactly(".git true", "node_modules true", ".gitignore false", "a.log true", "b.txt false");
        assertThat(desk.client()
                        .call("fs.stat", "path", desk.at("a.log"))
                        .get("gitIgnored")
                        .asBoolean())
                .isTrue();
    }
}
