package dev.trestle.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PROTOCOL §2: one text message, one JSON object, four shapes and no fifth. */
@Tag("jdk")
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
    void aBinaryFrameOfAnotherKindClosesTheConnectionWith1003(Desk desk) {
        // When
        desk.client().send(new byte[] {2, 0, 0, 0, 1, 42});
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
}
