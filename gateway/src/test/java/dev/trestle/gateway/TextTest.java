package dev.trestle.gateway;

import static dev.trestle.gateway.RawSocket.CLOSE;
import static dev.trestle.gateway.RawSocket.CONTINUATION;
import static dev.trestle.gateway.RawSocket.TEXT;
import static dev.trestle.gateway.RawSocket.frame;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {

    private static final String BEFORE =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"test.echo\",\"params\":{\"value\":\"";

    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static byte[] call(String hex) {
        var bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        var call = Arrays.copyOf(BEFORE.getBytes(UTF_8), BEFORE.length() + bytes.length + 3);
        System.arraycopy(bytes, 0, call, BEFORE.length(), bytes.length);
        System.arraycopy("\"}}".getBytes(UTF_8), 0, call, BEFORE.length() + bytes.length, 3);
        return call;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80",
                "bf",
                "c3",
                "c3 28",
                "c0 80",
                "c0 af",
                "c1 bf",
                "e0 80 80",
                "e0 80 af",
                "e0 9f bf",
                "e2 82",
                "e2 28 a1",
                "ed a0 80",
                "ed ad bf",
                "ed ae 80",
                "ed b0 80",
                "ed bf bf",
                "ed a0 80 ed b0 80",
                "f0 80 80 80",
                "f0 8f bf bf",
                "f0 9f 98",
                "f0 28 8c bc",
                "f4 90 80 80",
                "f5 80 80 80",
                "f7 bf bf bf",
                "f8 88 80 80 80",
                "fc 84 80 80 80 80",
                "fe",
                "ff",
                "ff fe",
                "ce ba e1 bd b9 cf 83 ce bc ce b5 ed a0 80 65"
            })
    void aTextThatIsNotUtf8IsRefusedInWordsAndEndsTheConnection(String hex) {
        try (var socket = gateway.owner()) {
            // When
            socket.send(frame(TEXT, call(hex)));
            // Then
            var error = socket.json();
            assertThat(error.getValue("id")).isNull();
            assertThat(error.getJsonObject("error").getInteger("code")).isEqualTo(-32700);
            assertThat(socket.closeCode()).isEqualTo(1007);
            socket.send(frame(CLOSE, (byte) 0x03, (byte) 0xef));
            assertThat(socket.ended()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7f",
                "c2 80",
                "df bf",
                "e0 a0 80",
                "ed 9f bf",
                "ee 80 80",
                "ef bf bd",
                "ef bf be",
                "ef bf bf",
                "ef bb bf",
                "f0 90 80 80",
                "f0 9f 98 80",
                "f4 8f bf bf",
                "ce ba e1 bd b9 cf 83 ce bc ce b5"
            })
    void aTextOfUtf8IsReadWhereverItIsSplit(String hex) {
        // Given
        var call = call(hex);
        var expected = new String(HexFormat.of().parseHex(hex.replace(" ", "")), UTF_8);
        try (var socket = gateway.owner()) {
            for (int split = BEFORE.length(); split < call.length - 2; split++) {
                // When
                socket.send(frame(TEXT, true, Arrays.copyOf(call, split)));
                socket.send(frame(CONTINUATION, Arrays.copyOfRange(call, split, call.length)));
                // Then
                assertThat(socket.json().getJsonObject("result").getString("value"))
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void nothingIsExecutedAfterATextThatIsNotUtf8() {
        try (var socket = gateway.owner()) {
            // When
            socket.send(frame(TEXT, call("ff")));
            socket.send(frame(TEXT, call("6e 65 76 65 72")));
            // Then
            assertThat(socket.closeCode()).isEqualTo(1007);
            assertThat(gateway.call("session.ping", "").statusCode()).isEqualTo(200);
            assertThat(gateway.service().echoed()).doesNotContain("never");
        }
    }
}
