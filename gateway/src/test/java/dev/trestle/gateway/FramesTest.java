package dev.trestle.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FramesTest extends OneConnection {
    @Test
    void aCallIsAnsweredWithItsIdAndItsResult() {
        assertThat(answer(echo("7", "\"hello\"")))
                .isEqualTo(new JsonObject()
                        .put("jsonrpc", "2.0")
                        .put("id", 7)
                        .put(
                                "result",
                                new JsonObject()
                                        .put("value", "hello")
                                        .put("workspace", "default")
                                        .put("principal", "owner")));
    }

    static Stream<Arguments> misshapen() {
        return Stream.of(
                arguments("no jsonrpc", 1, "{\"id\":1,\"method\":\"session.ping\"}"),
                arguments("jsonrpc 1.0", 1, "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"session.ping\"}"),
                arguments("jsonrpc 2", 1, "{\"jsonrpc\":2.0,\"id\":1,\"method\":\"session.ping\"}"),
                arguments("jsonrpc null", 1, "{\"jsonrpc\":null,\"id\":1,\"method\":\"session.ping\"}"),
                arguments("no method", 1, "{\"jsonrpc\":\"2.0\",\"id\":1}"),
                arguments("method null", 1, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":null}"),
                arguments("method 5", 1, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":5}"),
                arguments("method []", 1, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":[\"session.ping\"]}"),
                arguments(
                        "method and result",
                        1,
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"session.ping\",\"result\":1}"),
                arguments(
                        "method and error",
                        1,
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"session.ping\",\"error\":{}}"),
                arguments("an empty object", null, "{}"),
                arguments("a batch", null, "[" + MARK + "]"),
                arguments("an empty batch", null, "[]"),
                arguments("a string", null, "\"session.ping\""),
                arguments("a number", null, "1"),
                arguments("true", null, "true"),
                arguments("null", null, "null"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("misshapen")
    void whatIsNoFrameIsRefusedAndTheConnectionStays(String what, Integer id, String frame) {
        assertError(answer(frame), id, "INVALID_REQUEST", -32600);
        assertStillServed();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[1]", "\"x\"", "5", "true"})
    void paramsMustBeAnObject(String params) {
        var frame = "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"test.echo\",\"params\":" + params + "}";
        assertError(answer(frame), 3, "INVALID_ARGUMENT", -32602);
        assertStillServed();
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "[]", "{}", "true"})
    void aWorkspaceMustBeAString(String workspace) {
        var frame =
                "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"test.echo\",\"params\":{\"workspace\":" + workspace + "}}";
        assertError(answer(frame), 3, "INVALID_ARGUMENT", -32602);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ",\"params\":null", ",\"params\":{}", ",\"params\":{\"value\":null,\"workspace\":null}"})
    void absentAndNullMeanTheSame(String params) {
        var answer = answer("{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"test.echo\"" + params + "}");
        assertThat(answer.getJsonObject("result").getString("workspace")).isEqualTo("default");
        assertThat(answer.getJsonObject("result").getValue("value")).isNull();
    }

    @Test
    void anAnswerThatIsNullIsAnAbsentOne() {
        var frame = "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"session.ping\",\"result\":null,\"error\":null}";
        assertThat(answer(frame).getJsonObject("result").getLong("time")).isPositive();
    }

    @Test
    void unknownMembersAreIgnoredWhereverTheyStand() {
        var frame = "{\"x\":{\"y\":[1,{}]},\"jsonrpc\":\"2.0\",\"z\":null,\"id\":3,\"w\":\"\",\"method\":\"test.echo\","
                + "\"params\":{\"value\":1,\"more\":[[]],\"path\":{}},\"last\":1.5e3}";
        assertThat(answer(frame).getJsonObject("result").getInteger("value")).isEqualTo(1);
    }

    @Test
    void membersMayComeInAnyOrderWithAnySpace() {
        var frame = "\r\n\t {  \"params\" : { \"value\" : \"é}\" } ,\n\"method\":\"test.echo\" , \"id\" : 4 ,"
                + "\"jsonrpc\" : \"2.0\" } \n";
        assertThat(answer(frame).getJsonObject("result").getString("value")).isEqualTo("é}");
    }

    @Test
    void namesMayBeWrittenWithEscapes() {
        var frame = "{\"json\\u0072pc\":\"2\\u002e0\",\"\\u0069d\":4,\"method\":\"session\\u002eping\"}";
        assertThat(answer(frame).getInteger("id")).isEqualTo(4);
    }

    @Test
    void paramsReachTheWorkerAsTheyWereWritten() {
        var value =
                "{\"big\":123456789012345678901234567890,\"text\":\"Grüße \\ud83d\\ude00 \\u0000\",\"deep\":[[[{}]]],"
                        + "\"small\":1.5E-7,\"no\":false,\"none\":null,\"\":1}";
        assertThat(answer(echo("5", value)).getJsonObject("result").getJsonObject("value"))
                .isEqualTo(new JsonObject(value));
    }

    @Test
    void aNotificationIsExecutedAndAnswersNothing() {
        // When
        socket.text("{\"jsonrpc\":\"2.0\",\"method\":\"test.echo\",\"params\":{\"value\":\"noted\"}}");
        socket.text("{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"test.echo\",\"params\":{\"value\":\"noted too\"}}");
        // Then
        assertStillServed();
        TestGateway.until(() -> gateway.service().echoed().contains("noted too"));
        assertThat(gateway.service().echoed()).contains("noted");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"method\":\"test.echo\",\"params\":[]",
                "\"method\":\"test.echo\",\"params\":{\"workspace\":5}",
                "\"method\":\"test.echo\",\"params\":{\"workspace\":\"nowhere\"}",
                "\"method\":\"no.such\"",
                "\"method\":\"test.fail\",\"params\":{\"code\":\"CONFLICT\"}",
                "\"method\":\"session.authenticate\",\"params\":{\"token\":\"wrong\"}",
                "\"method\":\"session.cancel\",\"params\":{}",
                "\"result\":5",
                "\"error\":{\"code\":1,\"message\":\"no\"}"
            })
    void aNotificationOrAnAnswerThatFailsAnswersNothingEither(String members) {
        socket.text("{\"jsonrpc\":\"2.0\"," + members + "}");
        assertStillServed();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"id\":5,\"result\":{}",
                "\"id\":5,\"result\":null",
                "\"id\":\"x\",\"error\":{\"code\":-32000,\"message\":\"no\"}",
                "\"id\":null,\"error\":null",
                "\"id\":5,\"result\":1,\"error\":{}"
            })
    void anAnswerToNoRequestOfOursIsIgnored(String members) {
        socket.text("{\"jsonrpc\":\"2.0\"," + members + "}");
        assertStillServed();
    }

    @Test
    void callsOfOneConnectionReachTheWorkerInTheirOrder() {
        // When
        for (int i = 0; i < 500; i++) {
            socket.text(echo("" + i, "\"order " + i + "\""));
        }
        var ids = new JsonArray();
        for (int i = 0; i < 500; i++) {
            ids.add(socket.json().getInteger("id"));
        }
        // Then
        assertThat(ids.stream().distinct()).hasSize(500);
        assertThat(gateway.service().echoed().stream()
                        .filter(any -> any.toString().startsWith("order ")))
                .containsExactlyElementsOf(Stream.iterate(0, i -> i + 1)
                        .limit(500)
                        .map(i -> (Object) ("order " + i))
                        .toList());
    }
}
