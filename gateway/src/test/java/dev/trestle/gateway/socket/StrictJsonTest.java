package dev.trestle.gateway.socket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.trestle.wire.CallId;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

    private final StrictJson strict = new StrictJson(8);
    private final FrameReader reader = new FrameReader(strict);

    private void readAll(String text) throws IOException {
        try (var parser = strict.parser(text.getBytes(UTF_8))) {
            parser.nextToken();
            StrictJson.skip(parser);
            assertThat(parser.nextToken()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "1", "\"\"", "null", "[[[[[[[[]]]]]]]]", "{\"a\":[{},1.5,\"\\ud83d\\ude00\"]}"})
    void whatIsStrictPasses(String text) throws IOException {
        readAll(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[[[[[[[[[]]]]]]]]]", "{\"a\":1,\"a\":2}", "1e999", "[-1e400]", "\"\\ud800\"", "\"\\udc00\\ud800\"",
                "{\"a\":\"\\ud800\\u0041\"}", "\"\\uD8", "[1", "\0", "\uFEFF{}", "[\0]"
            })
    void whatIsNotIsRefused(String text) {
        assertThatThrownBy(() -> readAll(text)).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void utf8IsThatOfItsRfc() {
        var hex = HexFormat.of();
        for (var good : new String[] {"", "7f", "c280", "e0a080", "ed9fbf", "ee8080", "f0908080", "f48fbfbf"}) {
            assertThat(StrictJson.isUtf8(hex.parseHex(good))).as(good).isTrue();
        }
        for (var bad : new String[] {
            "80",
            "c0af",
            "c1bf",
            "c2",
            "e080af",
            "e09fbf",
            "eda080",
            "edbfbf",
            "f0808080",
            "f08fbfbf",
            "f4908080",
            "f5808080",
            "ff",
            "c280c2",
            "e28228"
        }) {
            assertThat(StrictJson.isUtf8(hex.parseHex(bad))).as(bad).isFalse();
        }
    }

    @Test
    void theParametersAreTheBytesThatCame() {
        // Given
        var params = "{ \"workspace\" : \"w\", \"text\" : \"Grüße, \uD83D\uDE00\" }";
        var frame = " {\"jsonrpc\":\"2.0\",\"x\":\"é\",\"params\": " + params + " ,\"id\":1,\"method\":\"a.b\"}";
        // When
        var inbound = reader.frame(frame.getBytes(UTF_8));
        // Then
        assertThat(inbound).isInstanceOfSatisfying(Inbound.Request.class, request -> {
            assertThat(request.id()).isEqualTo(new CallId.Int(1));
            assertThat(request.method()).isEqualTo("a.b");
            assertThat(request.workspace()).isEqualTo("w");
            assertThat(request.params().toString(UTF_8)).isEqualTo(params);
            assertThat(request.misfit()).isNull();
        });
    }

    @Test
    void aBodyIsReadAsParametersAre() {
        assertThat(reader.params(new byte[0]).json().toString()).isEqualTo("{}");
        assertThat(reader.params(" {\"workspace\":\"w\"} ".getBytes(UTF_8)))
                .satisfies(params -> assertThat(params.workspace()).isEqualTo("w"))
                .satisfies(params -> assertThat(params.json().toString()).isEqualTo("{\"workspace\":\"w\"}"));
        assertThatThrownBy(() -> reader.params(new byte[] {(byte) 0xff}))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(ErrorCode.PARSE_ERROR));
        assertThatThrownBy(() -> reader.params("[]".getBytes(UTF_8)))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
    }
}
