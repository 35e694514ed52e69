package dev.trestle.gateway;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.vertx.core.json.JsonObject;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictFramesTest {

    private static final String MARK = "{\"jsonrpc\":\"2.0\",\"id\":\"mark\",\"method\":\"session.ping\"}";

    private static TestGateway gateway;
    private RawSocket socket;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start("gateway.limits.messageBytes", "4194304");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void connect() {
        socket = gateway.owner();
    }

    @AfterEach
    void disconnect() {
        socket.close();
    }

    private JsonObject answer(byte[] frame) {
        return socket.send(RawSocket.frame(RawSocket.TEXT, frame)).json();
    }

    private JsonObject answer(String frame) {
        return answer(frame.getBytes(UTF_8));
    }

    private static String echo(String value) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"test.echo\",\"params\":{\"value\":" + value + "}}";
    }

    private void assertParseError(JsonObject answer) {
        assertThat(answer.getValue("id")).isNull();
        assertThat(answer.containsKey("id")).isTrue();
        var error = answer.getJsonObject("error");
        assertThat(error.getInteger("code")).isEqualTo(-32700);
        assertThat(error.getString("message")).isNotBlank().hasSizeLessThan(400);
        assertThat(error.getString("message")).doesNotContain("Source").doesNotContain("com.fasterxml");
        assertThat(error.getJsonObject("data"))
                .isEqualTo(new JsonObject().put("code", "PARSE_ERROR").put("retryable", false));
        assertThat(answer(MARK).getString("id")).isEqualTo("mark");
    }

    static Stream<Arguments> notJson() {
        return Stream.of(
                arguments("an empty text", ""),
                arguments("spaces", " \n\t "),
                arguments("a word", "hello"),
                arguments("half an object", "{\"jsonrpc\":"),
                arguments("an object that does not end", MARK.substring(0, MARK.length() - 1)),
                arguments("a string that does not end", "{\"jsonrpc\":\"2.0"),
                arguments("something after the value", MARK + "x"),
                arguments("two frames", MARK + MARK),
                arguments("a bracket too many", MARK + "}"),
                arguments("a comment", "/* */" + MARK),
                arguments("single quotes", MARK.replace('"', '\'')),
                arguments("a comma too many", "{\"jsonrpc\":\"2.0\",}"),
                arguments("a comma too many in an array", echo("[1,]")),
                arguments("NaN", echo("NaN")),
                arguments("Infinity", echo("Infinity")),
                arguments("-Infinity", echo("-Infinity")),
                arguments("1e999", echo("1e999")),
                arguments("-1e999", echo("[-1e999]")),
                arguments("1e999999999", echo("{\"a\":1e999999999}")),
                arguments("1e999 as an id", "{\"jsonrpc\":\"2.0\",\"id\":1e999,\"method\":\"session.ping\"}"),
                arguments("1e999 as a result", "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":1e999}"),
                arguments("1e999 in an unknown member", "{\"jsonrpc\":\"2.0\",\"x\":[1e999]}"),
                arguments("an integer of 129 digits", echo("1".repeat(129))),
                arguments("a fraction of 129 digits", echo("0." + "1".repeat(128))),
                arguments("an integer of 60000 digits", echo("9".repeat(60_000))),
                arguments("a leading zero", echo("01")),
                arguments("a plus", echo("+1")),
                arguments("hexadecimal", echo("0x10")),
                arguments("a bare point", echo("1.")),
                arguments("a raw line feed in a string", echo("\"a\nb\"")),
                arguments("a raw NUL in a string", echo("\"a\0b\"")),
                arguments("an unknown escape", echo("\"\\x41\"")),
                arguments("half an escape", echo("\"\\u12\"")),
                arguments("an escape that is no hexadecimal", echo("\"\\u12g4\"")),
                arguments("duplicate members", "{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"method\":\"session.ping\"}"),
                arguments("duplicates in params", echo("1,\"value\":2")),
                arguments("duplicates deep down", echo("[{\"a\":[{\"b\":1,\"c\":2,\"b\":3}]}]")),
                arguments("duplicates in other spelling", echo("{\"a\":1,\"\\u0061\":2}")),
                arguments("duplicates in an unknown member", "{\"jsonrpc\":\"2.0\",\"x\":{\"a\":1,\"a\":1}}"),
                arguments("duplicates in a batch", "[{\"a\":1,\"a\":1}]"),
                arguments("a lone high surrogate", echo("\"\\ud83d\"")),
                arguments("a lone low surrogate", echo("\"\\ude00\"")),
                arguments("a high surrogate before a letter", echo("\"\\ud83dx\"")),
                arguments("a high surrogate before an escape", echo("\"\\ud83d\\n\"")),
                arguments("two high surrogates", echo("\"\\ud83d\\ud83d\\ude00\"")),
                arguments("surrogates the wrong way round", echo("\"\\ude00\\ud83d\"")),
                arguments("a lone surrogate in a name", echo("{\"\\uD800\":1}")),
                arguments("a lone surrogate in the id", "{\"jsonrpc\":\"2.0\",\"id\":\"\\udc00\",\"method\":\"a.b\"}"),
                arguments("a lone surrogate after a backslash", echo("\"\\\\\\ud83d\"")),
                arguments("a name of 100000 letters", echo("{\"" + "n".repeat(100_000) + "\":1}")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("notJson")
    void whatIsNotStrictJsonIsAParseErrorAndTheConnectionStays(String what, String frame) {
        assertParseError(answer(frame));
    }

    static Stream<Arguments> otherEncodings() {
        var bom = new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
        return Stream.of(
                arguments("UTF-16", MARK.getBytes(UTF_16LE)),
                arguments("UTF-16 big endian", MARK.getBytes(java.nio.charset.StandardCharsets.UTF_16BE)),
                arguments("UTF-32", MARK.getBytes(java.nio.charset.Charset.forName("UTF-32LE"))),
                arguments("UTF-16 with params", echo("1").getBytes(UTF_16LE)),
                arguments("a byte order mark", (new String(bom, UTF_8) + MARK).getBytes(UTF_8)),
                arguments("a NUL before", ("\0" + MARK).getBytes(UTF_8)),
                arguments("a NUL after", (MARK + "\0").getBytes(UTF_8)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("otherEncodings")
    void onlyPlainUtf8IsRead(String what, byte[] frame) {
        assertParseError(answer(frame));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\\ud83d\\ude00\"",
                "\"\\uD83D\\uDE00\\uD83D\\uDE00\"",
                "\"\\\\ud83d\"",
                "\"\\\\\\\\ude00\"",
                "\"\\u0000\"",
                "\"\\uffff\"",
                "1e308",
                "-1.7976931348623157e308",
                "1e-999",
                "0.1e-7",
                "-0",
                "\"\u007f\u2028\ufffe\""
            })
    void whatOnlyLooksOddIsAccepted(String value) {
        assertThat(answer(echo(value)).getJsonObject("result")).isNotNull();
    }

    @Test
    void aNumberMayHave128Digits() {
        var digits = "1".repeat(128);
        var text = socket.text(echo(digits)).next(RawSocket.TEXT).text();
        assertThat(text).contains("\"value\":" + digits);
    }

    private static String nested(int levels, String open, String close) {
        return open.repeat(levels) + close.repeat(levels);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[ ]", "{\"a\": }"})
    void nestingOf64LevelsIsAcceptedAnd65Refused(String brackets) {
        // Given
        var open = brackets.split(" ")[0];
        var close = brackets.split(" ")[1];
        var inner = open.equals("[") ? "" : "1";
        // When
        var deep = answer(echo(open.repeat(62) + inner + close.repeat(62)));
        // Then
        assertThat(deep.getJsonObject("result")).isNotNull();
        assertParseError(answer(echo(open.repeat(63) + inner + close.repeat(63))));
    }

    @ParameterizedTest
    @ValueSource(ints = {65, 1_001, 10_000, 1_000_000})
    void anyDeepNestingIsRefusedWhateverItIs(int levels) {
        assertParseError(answer(nested(levels, "[", "]")));
        assertParseError(answer("[".repeat(levels)));
    }

    @Test
    void aHundredThousandKeysAreReadInASecond() {
        // Given
        var keys =
                IntStream.range(0, 100_000).mapToObj(i -> "\"key" + i + "\":1").collect(Collectors.joining(","));
        answer(MARK);
        // When
        long start = System.nanoTime();
        var answer = answer("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"session.ping\",\"params\":{" + keys + "}}");
        // Then
        assertThat(answer.getJsonObject("result")).isNotNull();
        assertThat(System.nanoTime() - start).isLessThan(1_000_000_000L);
    }

    @Test
    void manyKeysOfOneHashAreReadInASecond() {
        // Given
        var keys = IntStream.range(0, 1 << 14)
                .mapToObj(i -> "\""
                        + IntStream.range(0, 14)
                                .mapToObj(bit -> (i >> bit & 1) == 0 ? "Aa" : "BB")
                                .collect(Collectors.joining())
                        + "\":1")
                .collect(Collectors.joining(","));
        answer(MARK);
        // When
        long start = System.nanoTime();
        answer("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"session.ping\",\"params\":{" + keys + "}}");
        // Then
        assertThat(System.nanoTime() - start).isLessThan(1_000_000_000L);
        assertThat(answer(MARK).getString("id")).isEqualTo("mark");
    }
}
