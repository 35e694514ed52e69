package dev.trestle.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallIdsTest extends OneConnection {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "1",
                "-1",
                "2147483648",
                "9007199254740993",
                "9223372036854775807",
                "-9223372036854775808",
                "\"\"",
                "\"7\"",
                "\"with \\\" and \\\\ and / inside\"",
                "\"tab\\tand\\nline\"",
                "\"Grüße, 世界\""
            })
    void anIdIsEchoedWithItsJsonType(String id) {
        // When
        var text = socket.text(echo(id, "1")).next(RawSocket.TEXT).text();
        // Then
        assertThat(text).startsWith("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":");
    }

    @Test
    void anEscapedIdIsEchoedAsTheSameString() {
        assertThat(answer(echo("\"\\u0041\\ud83d\\ude00\\u0000\\/\"", "1")).getString("id"))
                .isEqualTo("A\uD83D\uDE00\0/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9223372036854775808",
                "-9223372036854775809",
                "123456789012345678901234567890",
                "1.5",
                "1.0",
                "1e3",
                "true",
                "false",
                "{}",
                "[]",
                "[1]",
                "{\"a\":1}"
            })
    void anIdThatIsNeitherAStringNorAnIntegerIsRefused(String id) {
        assertError(answer(echo(id, "1")), null, "INVALID_REQUEST", -32600);
        assertThat(gateway.service().echoed()).doesNotContain("never");
        assertStillServed();
    }

    @Test
    void anIdInFlightCannotBeUsedAgainUntilItIsAnswered() {
        // Given
        var wait = "{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"test.wait\",\"params\":{\"key\":\"%s\"}}";
        socket.text(wait.formatted("first"));
        assertThat(gateway.service().begun()).isEqualTo("first");
        // When
        var again = answer(wait.formatted("second"));
        var cancel = answer("{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"session.cancel\",\"params\":{\"id\":9}}");
        var text = answer(echo("\"9\"", "1"));
        gateway.service().release("first");
        // Then
        assertError(again, 9, "INVALID_REQUEST", -32600);
        assertError(cancel, 9, "INVALID_REQUEST", -32600);
        assertThat(text.getString("id")).isEqualTo("9");
        assertThat(socket.json().getJsonObject("result").getString("key")).isEqualTo("first");
        assertThat(answer(echo("9", "1")).getJsonObject("result")).isNotNull();
        assertThat(gateway.service().begunCount()).isZero();
    }
}
