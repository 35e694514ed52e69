package dev.trestle.it;

import static dev.trestle.it.Json.object;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PROTOCOL §6: {@code fs.read}. */
@Tag("jdk")
@ExtendWith(OneTrestle.class)
class ProtocolWalkReadIT {

    private static final byte[] NOT_UTF8 = {'a', (byte) 0xff, 0, 'b', '\n'};

    @ParameterizedTest
    @ValueSource(
            strings = {"", "hello\n", "CRLF\r\n\r\nkept\r\n", "\uFEFFbom", "π 🎈 👩‍👩‍👧 \u0000 \u2028", "no newline"})
    void aFileComesAsItIs(String text, Desk desk) throws IOException {
        // Given
        var path = desk.put("näme 🎈.txt", text);
        // When
        var content = desk.client().call("fs.read", "path", path);
        // Then
        assertThat(content)
                .isEqualTo(object(
                        "path",
                        path,
                        "content",
                        text,
                        "encoding",
                        "utf8",
                        "size",
                        Files.size(desk.file("näme 🎈.txt")),
                        "etag",
                        desk.client().call("fs.stat", "path", path).get("etag"),
                        "eof",
                        true));
    }

    @ParameterizedTest
    @CsvSource({
        "0,    5, hello,       false",
        "6,    5, world,       true",
        "6,  100, world,       true",
        "0,    0, '',          false",
        "11,    , '',          true",
        "99,  10, '',          true",
        "2,     , llo world,   true"
    })
    void aSliceBeginsAtAnOffsetAndHasALength(int offset, Integer length, String expected, boolean eof, Desk desk)
            throws IOException {
        // Given
        var path = desk.put("a.txt", "hello world");
        // When
        var content = desk.client().call("fs.read", "path", path, "offset", offset, "length", length);
        // Then
        assertThat(content.get("content").asText()).isEqualTo(expected);
        assertThat(content.get("size").asInt()).isEqualTo(11);
        assertThat(content.get("eof").asBoolean()).isEqualTo(eof);
    }

    @Test
    void slicesOfTextAreWholeCharactersAndMakeTheWhole(Desk desk) throws IOException {
        // Given
        var text = "aé€🎈".repeat(100);
        var path = desk.put("a.txt", text);
        // When
        var whole = new StringBuilder();
        for (var eof = false; !eof; ) {
            int offset = whole.toString().getBytes(StandardCharsets.UTF_8).length;
            var slice = desk.client().call("fs.read", "path", path, "offset", offset, "length", 7);
            whole.append(slice.get("content").asText());
            eof = slice.get("eof").asBoolean();
        }
        // Then
        assertThat(whole).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"utf8", ""})
    void whatIsNotUtf8AnswersUnsupportedAndNeverReplacementCharacters(String encoding, Desk desk) throws IOException {
        // Given
        var path = desk.put("a.bin", NOT_UTF8);
        // When
        var error = desk.client().error("fs.read", "path", path, "encoding", encoding.isEmpty() ? null : encoding);
        // Then
        assertThat(error.get("code").asInt()).isEqualTo(-32013);
        assertThat(error.at("/data/code").asText()).isEqualTo("UNSUPPORTED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"base64", "auto"})
    void anyBytesComeAsBase64(String encoding, Desk desk) throws IOException {
        // Given
        var path = desk.put("a.bin", NOT_UTF8);
        // When
        var content = desk.client().call("fs.read", "path", path, "encoding", encoding);
        // Then
        assertThat(content.get("encoding").asText()).isEqualTo("base64");
        assertThat(Base64.getDecoder().decode(content.get("content").asText())).isEqualTo(NOT_UTF8);
    }

    @Test
    void autoIsTextWhereItCanBe(Desk desk) throws IOException {
        // Given
        var path = desk.put("a.txt", "π");
        // When
        var content = desk.client().call("fs.read", "path", path, "encoding", "auto");
        // Then
        assertThat(content.get("encoding").asText()).isEqualTo("utf8");
        assertThat(content.get("content").asText()).isEqualTo("π");
    }

    @Test
    void aFileOverTheLimitAnswersTooLargeAndIsReadInSlices(Desk desk) throws IOException {
        // Given
        var path = desk.put("long.txt", "x".repeat(1_048_577));
        // When
        var error = desk.client().error("fs.read", "path", path);
        // Then
        assertThat(error.get("code").asInt()).isEqualTo(-32007);
        assertThat(error.get("data"))
                .isEqualTo(object(
                        "code",
                        "TOO_LARGE",
                        "retryable",
                        false,
                        "details",
                        Map.of("limit", 1_048_576, "size", 1_048_577)));
        assertThat(desk.client()
                        .call("fs.read", "path", path, "length", 1_048_576)
                        .get("eof")
                        .asBoolean())
                .isFalse();
        assertThat(desk.client()
                        .call("fs.read", "path", path, "offset", 1_048_576)
                        .get("content")
                        .asText())
                .isEqualTo("x");
    }

    @Test
    void aLinkInsideIsFollowed(Desk desk) throws IOException {
        // Given
        desk.put("target.txt", "through");
        Files.createSymbolicLink(desk.file("link"), Path.of("target.txt"));
        // When
        var content = desk.client().call("fs.read", "path", desk.at("link"));
        // Then
        assertThat(content.get("content").asText()).isEqualTo("through");
        assertThat(desk.client()
                        .call("fs.stat", "path", desk.at("link"))
                        .get("type")
                        .asText())
                .isEqualTo("symlink");
    }

    @Test
    void whatCannotBeReadSaysWhy(Desk desk) throws IOException {
        // Given
        Files.createSymbolicLink(desk.file("circle"), Path.of("circle"));
        Files.createSymbolicLink(desk.file("dangling"), Path.of("nothing"));
        // When
        var missing = desk.client().error("fs.read", "path", desk.at("nothing.txt"));
        // Then
        assertThat(missing.at("/data/code").asText()).isEqualTo("NOT_FOUND");
        assertThat(missing.get("message").asText()).isEqualTo("no such file: " + desk.at("nothing.txt"));
        assertThat(desk.client().code("fs.read", "path", desk.at("dangling"))).isEqualTo("NOT_FOUND");
        assertThat(desk.client().code("fs.read", "path", desk.at("circle"))).isEqualTo("NOT_FOUND");
        assertThat(desk.client().code("fs.read", "path", desk.path())).isEqualTo("INVALID_ARGUMENT");
    }
}
