package dev.trestle.it;

import static dev.trestle.it.Client.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PROTOCOL §2: one text message, one JSON object, four shapes and no fifth. */
@ExtendWith(OneTrestle.class)
class ProtocolWalkFramesIT {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7",
                "0",
                "-1",
                "9223372036854775807",
                "-9223372036854775808",
                "\"seven\"",
                "\"7\"",
                "\"\"",
                "\"π🎈 \\\"\\\\\\n\""
            })
    void anIdIsEchoedWithItsJsonType(String id, Desk desk) {
        // When
        var answer = desk.client().exchange("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"session.ping\"}");
        // Then
        assertThat(answer.get("id")).isEqualTo(Json.of(id));
        assertThat(answer.fieldNames()).toIterable().containsExactlyInAnyOrder("jsonrpc", "id", "result");
        assertThat(answer.get("jsonrpc").asText()).isEqualTo("2.0");
    }

    @Test
    void anErrorHasTheShapeOfOne(Desk desk) {
        // When
        var answer = desk.client().exchange("""
                {"jsonrpc":"2.0","id":"x","method":"fs.read","params":{"path":"nothing.txt"}}""");
        // Then
        assertThat(answer).isEqualTo(Json.of("""
                {"jsonrpc":"2.0","id":"x","error":{"code":-32004,"message":"no such file: nothing.txt",
                 "data":{"code":"NOT_FOUND","retryable":false}}}"""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"id\":null,"})
    void aRequestWithoutAnIdIsExecutedAndAnswersNothing(String id, Desk desk) throws IOException {
        // Given
        desk.put("a.txt", "before");
        // When
        desk.client()
                .send("{\"jsonrpc\":\"2.0\"," + id + "\"method\":\"fs.write\",\"params\":"
                        + object("path", desk.at("a.txt"), "content", "after") + "}");
        // Then
        assertThat(desk.client()
                        .call("fs.read", "path", desk.at("a.txt"))
                        .get("content")
                        .asText())
                .isEqualTo("after");
        assertThat(desk.client().unexpected()).isEmpty();
        assertThat(desk.text("a.txt")).isEqualTo("after");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fs.read", "no.such", "session.cancel"})
    void aNotificationThatFailsAnswersNothingEither(String method, Desk desk) {
        // When
        desk.client().send("{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\"}");
        // Then
        assertThat(desk.client().call("session.ping").has("time")).isTrue();
        assertThat(desk.client().unexpected()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ",\"params\":null", ",\"params\":{}", ",\"params\":{\"future\":[1,{}]}", ",\"extra\":{}"})
    void absentAndNullParamsMeanEmptyOnesAndUnknownMembersAreIgnored(String rest, Desk desk) {
        // When
        var answer =
                desk.client().exchange("{\"jsonrpc\":\"2.0\",\"id\":\"p\",\"method\":\"session.ping\"" + rest + "}");
        // Then
        assertThat(answer.at("/result/time").isIntegralNumber()).isTrue();
    }

    @Test
    void insideParamsAbsentAndNullMeanTheSame(Desk desk) throws IOException {
        // Given
        desk.put("a.txt", "text");
        // When
        var content = desk.client()
                .call(
                        "fs.read",
                        "path",
                        desk.at("a.txt"),
                        "offset",
                        null,
                        "length",
                        null,
                        "encoding",
                        null,
                        "workspace",
                        null);
        // Then
        assertThat(content.get("content").asText()).isEqualTo("text");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"method\":\"session.ping\"}]",
                "7",
                "\"text\"",
                "null",
                "true",
                "{}",
                "{\"id\":\"x\",\"method\":\"session.ping\"}",
                "{\"jsonrpc\":\"1.0\",\"id\":\"x\",\"method\":\"session.ping\"}",
                "{\"jsonrpc\":2.0,\"id\":\"x\",\"method\":\"session.ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":\"x\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"method\":7}",
                "{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"method\":null}",
                "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"session.ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":true,\"method\":\"session.ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"session.ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":9223372036854775808,\"method\":\"session.ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"method\":\"session.ping\",\"result\":{}}"
            })
    void whatIsNoneOfTheFourShapesAnswersInvalidRequest(String text, Desk desk) {
        // When
        var answer = desk.client().exchange(text);
        // Then
        assertThat(answer.at("/error/code").asInt()).isEqualTo(-32600);
        assertThat(answer.at("/error/data/code").asText()).isEqualTo("INVALID_REQUEST");
        assertThat(answer.has("id")).isTrue();
        assertThat(desk.client().call("session.ping").has("time")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"text\"", "7", "false"})
    void paramsThatAreNoObjectAnswerInvalidArgument(String params, Desk desk) {
        // When
        var answer = desk.client()
                .exchange("{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"method\":\"session.ping\",\"params\":" + params + "}");
        // Then
        assertThat(answer.at("/error/data/code").asText()).isEqualTo("INVALID_ARGUMENT");
        assertThat(answer.at("/error/message").asText()).contains("params");
        assertThat(answer.get("id").asText()).isEqualTo("x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jsonrpc\":\"2.0\",\"id\":\"nobody-asked\",\"result\":{}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":1,\"message\":\"x\"}}"
            })
    void anAnswerToNoRequestIsIgnored(String text, Desk desk) {
        // When
        desk.client().send(text);
        // Then
        assertThat(desk.client().call("session.ping").has("time")).isTrue();
        assertThat(desk.client().unexpected()).isEmpty();
    }

    @Test
    void anIdThatIsInFlightAnswersInvalidRequestAndMayBeUsedAgainLater(StartedTrestle trestle) {
        // Given
        var list = "{\"jsonrpc\":\"2.0\",\"id\":\"same\",\"method\":\"fs.list\",\"params\":{\"path\":\"/\"}}";
        try (var raw = RawSocket.ofOwner(trestle)) {
            // When
            raw.sendTogether(list, list);
            // Then
            var first = Json.of(raw.frame().text());
            var second = Json.of(raw.frame().text());
            assertThat(first.at("/error/data/code").asText()).isEqualTo("INVALID_REQUEST");
            assertThat(first.get("id").asText()).isEqualTo("same");
            assertThat(second.get("result").has("entries")).isTrue();
            raw.sendTogether(list);
            assertThat(Json.of(raw.frame().text()).has("result")).isTrue();
        }
    }

    @Test
    void aBinaryFrameClosesTheConnectionWith1003(Desk desk) {
        // When
        desk.client().send(new byte[] {1, 0, 0, 0, 1, 42});
        // Then
        assertThat(desk.client().closed().code()).isEqualTo(1003);
    }

    @Test
    void aCloseOfTheClientsIsAnswered(StartedTrestle trestle) {
        try (var raw = RawSocket.ofOwner(trestle)) {
            // When
            raw.send(RawSocket.CLOSE, new byte[] {(byte) (1000 >> 8), (byte) 1000});
            // Then
            assertThat(raw.frame(RawSocket.CLOSE).closeCode()).isEqualTo(1000);
        }
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
        await().until(() -> desk.client().isOpen());
    }
}
