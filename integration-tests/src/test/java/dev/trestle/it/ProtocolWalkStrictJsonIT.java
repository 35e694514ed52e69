package dev.trestle.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PROTOCOL §2: JSON is strict. */
@Tag("jdk")
@ExtendWith(OneTrestle.class)
class ProtocolWalkStrictJsonIT {

    private static final String START = "{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"method\":\"session.ping\",\"params\":";

    @ParameterizedTest
    @MethodSource("broken")
    void whatIsNotStrictAnswersParseErrorAndTheConnectionStays(String text, Desk desk) {
        // When
        var answer = desk.client().exchange(text);
        // Then
        assertThat(answer.at("/error/code").asInt()).isEqualTo(-32700);
        assertThat(answer.at("/error/data/code").asText()).isEqualTo("PARSE_ERROR");
        assertThat(answer.get("id").isNull()).isTrue();
        assertThat(desk.client().call("session.ping").has("time")).isTrue();
    }

    static Stream<String> broken() {
        return Stream.of(
                "",
                " ",
                "not json",
                "{",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"session.ping\"",
                START + "{}}{}",
                START + "{}} x",
                START + "{'a':1}}",
                START + "{\"a\":01}}",
                START + "{\"a\":NaN}}",
                START + "{\"a\":1,}}",
                START + "{/*no*/}}",
                START + "{\"a\":\"\t\"}}",
                START + "{\"a\":1,\"a\":2}}",
                START + "{\"a\":{\"b\":1,\"b\":1}}}",
                START + "{},\"id\":\"y\"}",
                START + "{\"a\":1e999}}",
                START + "{\"a\":-1e999}}",
                START + "{\"a\":" + "1".repeat(129) + "}}",
                START + "{\"a\":\"\\ud83d\"}}",
                START + "{\"a\":\"\\udc00\"}}",
                START + "{\"a\":\"\\ud83d\\u0041\"}}",
                START + "{\"\\ud83d\":1}}",
                START + nested(64) + "}");
    }

    @ParameterizedTest
    @MethodSource("sound")
    void whatIsStrictIsServed(String text, Desk desk) {
        // When
        var answer = desk.client().exchange(text);
        // Then
        assertThat(answer.at("/result/time").isIntegralNumber()).isTrue();
    }

    static Stream<String> sound() {
        return Stream.of(
                " \n\t" + START + "{}} \r\n",
                START + "{\"a\":" + "1".repeat(128) + "}}",
                START + "{\"a\":1.7976931348623157e308}}",
                START + "{\"a\":\"\\ud83d\\ude00\"}}",
                START + "{\"a\":\"\\\\ud83d\"}}",
                START + nested(63) + "}",
                "{\"\\u006ason\":1," + START.substring(1) + "{}}");
    }

    /** Objects in objects, so many. */
    private static String nested(int levels) {
        return "{\"a\":".repeat(levels - 1) + "{}" + "}".repeat(levels - 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0xff, 0xc0, 0xed})
    void bytesThatAreNotUtf8AnswerParseErrorAndCloseWith1007(int first, StartedTrestle trestle) {
        // Given
        var bytes = (START + "{\"a\":\"???\"}}").getBytes(StandardCharsets.US_ASCII);
        int at = START.length() + 6;
        bytes[at] = (byte) first;
        bytes[at + 1] = (byte) 0xa0;
        bytes[at + 2] = (byte) 0x80;
        try (var raw = RawSocket.ofOwner(trestle)) {
            // When
            raw.send(RawSocket.TEXT, bytes);
            // Then
            var answer = Json.of(raw.frame(RawSocket.TEXT).text());
            assertThat(answer.at("/error/data/code").asText()).isEqualTo("PARSE_ERROR");
            assertThat(answer.get("id").isNull()).isTrue();
            assertThat(raw.frame(RawSocket.CLOSE).closeCode()).isEqualTo(1007);
        }
    }

    @Test
    void whatIsNotRfc6455ClosesWith1002(StartedTrestle trestle) {
        try (var raw = RawSocket.ofOwner(trestle)) {
            // When
            raw.write(new byte[] {(byte) 0x81, 2, '{', '}'});
            // Then
            assertThat(raw.frame(RawSocket.CLOSE).closeCode()).isEqualTo(1002);
        }
    }

    @Test
    void theMessageSaysWhatIsWrongAndNothingOfTheServer(Desk desk) {
        // When
        var answer = desk.client().exchange(START + "{\"a\":1,\"a\":2}}");
        // Then
        assertThat(answer.at("/error/message").asText())
                .contains("uplicate")
                .doesNotContain("jackson", "Source", "java");
    }
}
