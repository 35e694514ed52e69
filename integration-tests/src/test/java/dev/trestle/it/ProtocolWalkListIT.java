package dev.trestle.it;

import static dev.trestle.it.Json.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** PROTOCOL §6: {@code fs.list}. */
@Tag("jdk")
@ExtendWith(OneTrestle.class)
class ProtocolWalkListIT {

    private static List<String> names(JsonNode listing) {
        return all(listing, "name");
    }

    private static List<String> all(JsonNode listing, String field) {
        return StreamSupport.stream(listing.get("entries").spliterator(), false)
                .map(entry -> entry.get(field).asText())
                .toList();
    }

    @Test
    void directoriesComeFirstThenByName(Desk desk) throws IOException {
        // Given
        for (var file : List.of("b", "a", "B", ".hidden", "ä", "🎈", "10", "9")) {
            desk.put(file, file);
        }
        Files.createDirectory(desk.file("z"));
        Files.createDirectory(desk.file("y"));
        // When
        var listing = desk.client().call("fs.list", "path", desk.path());
        // Then
        assertThat(names(listing)).containsExactly("y", "z", ".hidden", "10", "9", "B", "a", "b", "ä", "🎈");
        assertThat(listing.has("cursor")).isFalse();
        assertThat(listing.get("entries").get(3)).isEqualTo(desk.client().call("fs.stat", "path", desk.at("10")));
    }

    @Test
    void namesWithADotInFrontAreLeftOutOnRequest(Desk desk) throws IOException {
        // Given
        desk.put(".hidden", "");
        desk.put("seen", "");
        // When
        var listing = desk.client().call("fs.list", "path", desk.path(), "hidden", false);
        // Then
        assertThat(names(listing)).containsExactly("seen");
    }

    @Test
    void depthGoesDownSoManyLevels(Desk desk) throws IOException {
        // Given
        Files.createDirectories(desk.file("a/b/c"));
        desk.put("a/x", "");
        desk.put("a/b/y", "");
        desk.put("z", "");
        // When
        var two = desk.client().call("fs.list", "path", desk.path(), "depth", 2);
        var four = desk.client().call("fs.list", "path", desk.path(), "depth", 4);
        // Then
        assertThat(all(two, "path")).containsExactly(desk.at("a"), desk.at("a/b"), desk.at("a/x"), desk.at("z"));
        assertThat(all(four, "path"))
                .containsExactly(
                        desk.at("a"), desk.at("a/b"), desk.at("a/b/c"), desk.at("a/b/y"), desk.at("a/x"), desk.at("z"));
    }

    @Test
    void pagesFollowEachOtherByCursorAndMissNothing(Desk desk) throws IOException {
        // Given
        Files.createDirectory(desk.file("d"));
        for (int i = 0; i < 25; i++) {
            desk.put("f" + i, "");
            desk.put("d/f" + i, "");
        }
        var whole = desk.client().call("fs.list", "path", desk.path(), "depth", 2);
        // When
        var pages = new ArrayList<String>();
        JsonNode cursor = null;
        do {
            var page = desk.client().call("fs.list", "path", desk.path(), "depth", 2, "limit", 7, "cursor", cursor);
            assertThat(page.get("entries").size()).isBetween(1, 7);
            pages.addAll(all(page, "path"));
            cursor = page.get("cursor");
        } while (cursor != null);
        // Then
        assertThat(pages).hasSize(51).isEqualTo(all(whole, "path"));
    }

    @Test
    void aPageHasAThousandEntriesUnlessAskedOtherwise(Desk desk) throws IOException {
        // Given
        for (int i : IntStream.range(0, 1_001).toArray()) {
            Files.createFile(desk.file("f" + i));
        }
        // When
        var listing = desk.client().call("fs.list", "path", desk.path());
        // Then
        assertThat(listing.get("entries")).hasSize(1_000);
        assertThat(listing.get("cursor").isTextual()).isTrue();
    }

    @Test
    void anEmptyDirectoryHasNoEntries(Desk desk) {
        // When
        var listing = desk.client().call("fs.list", "path", "/" + desk.path() + "/");
        // Then
        assertThat(listing).isEqualTo(object("entries", List.of()));
    }

    @Test
    void whatCannotBeListedSaysWhy(Desk desk) throws IOException {
        // Given
        desk.put("file", "");
        // When
        var missing = desk.client().error("fs.list", "path", desk.at("nothing"));
        // Then
        assertThat(missing.at("/data/code").asText()).isEqualTo("NOT_FOUND");
        assertThat(missing.get("message").asText()).isEqualTo("no such file: " + desk.at("nothing"));
        assertThat(desk.client().code("fs.list", "path", desk.at("file"))).isEqualTo("INVALID_ARGUMENT");
        assertThat(desk.client().code("fs.list", "path", desk.path(), "cursor", "not one"))
                .isEqualTo("INVALID_ARGUMENT");
        assertThat(desk.client().code("fs.stat", "path", desk.at("nothing"))).isEqualTo("NOT_FOUND");
        assertThat(desk.client().code("fs.stat", "path", desk.at("file/below"))).isEqualTo("NOT_FOUND");
    }
}
