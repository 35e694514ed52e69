package dev.trestle.it;

import static dev.trestle.it.Json.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PROTOCOL §2: in which order calls have their effects. */
@Tag("jdk")
@ExtendWith(OneTrestle.class)
class ProtocolWalkOrderIT {

    @ParameterizedTest
    @ValueSource(strings = {"dmp", "edits"})
    void aThousandPatchesSentBackToBackGiveExactlyTheTextThatTheyDescribe(String format, Desk desk) throws IOException {
        // Given
        var texts = new Texts("The first line\nπ and 🎈\n");
        var path = desk.put("a.txt", texts.toString());
        var answers = new ArrayList<CompletableFuture<JsonNode>>();
        // When
        for (int i = 0; i < 1_000; i++) {
            var patch = format.equals("dmp") ? texts.dmp() : texts.edits();
            answers.add(desk.client().begin("fs.patch", object("path", path, "patch", patch, "format", format)));
        }
        // Then
        assertThat(answers)
                .allSatisfy(answer -> assertThat(Client.answer(answer).has("result"))
                        .as(() -> answer.join().toString())
                        .isTrue());
        assertThat(desk.text("a.txt")).isEqualTo(texts.toString());
        assertThat(desk.client().call("fs.read", "path", path).get("content").asText())
                .isEqualTo(texts.toString());
    }

    @Test
    void writesOfOneFileHappenInTheOrderInWhichTheyWereSent(Desk desk) throws IOException {
        // Given
        for (int i = 1; i < 100; i++) {
            desk.client().begin("fs.write", object("path", desk.at("a.txt"), "content", "version " + i));
        }
        // When
        desk.client().call("fs.write", "path", desk.at("a.txt"), "content", "version 100");
        // Then
        assertThat(desk.text("a.txt")).isEqualTo("version 100");
    }

    @Test
    void aListingShowsTheFilesWhoseWritesWereSentBeforeIt(Desk desk) throws IOException {
        // Given
        Files.createDirectory(desk.file("d"));
        for (int i = 0; i < 20; i++) {
            desk.client().begin("fs.write", object("path", desk.at("d/" + i), "content", "x".repeat(10_000)));
        }
        // When
        var entries = desk.client().call("fs.list", "path", desk.at("d")).get("entries");
        // Then
        assertThat(entries).hasSize(20);
    }
}
