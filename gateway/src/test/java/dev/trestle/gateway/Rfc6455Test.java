package dev.trestle.gateway;

import static dev.trestle.gateway.RawSocket.BINARY;
import static dev.trestle.gateway.RawSocket.CLOSE;
import static dev.trestle.gateway.RawSocket.CONTINUATION;
import static dev.trestle.gateway.RawSocket.PING;
import static dev.trestle.gateway.RawSocket.PONG;
import static dev.trestle.gateway.RawSocket.TEXT;
import static dev.trestle.gateway.RawSocket.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class Rfc6455Test {

    private static final int LIMIT = 65_536;
    private static final String PING_CALL = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"session.ping\"}";

    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start("gateway.limits.messageBytes", Integer.toString(LIMIT));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static byte[] of(byte[]... frames) {
        var bytes = new ByteArrayOutputStream();
        for (var frame : frames) {
            bytes.writeBytes(frame);
        }
        return bytes.toByteArray();
    }

    private static byte[] header(int... bytes) {
        var header = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            header[i] = (byte) bytes[i];
        }
        return header;
    }

    static Stream<Arguments> violations() {
        var half = frame(TEXT, true, (byte) '{');
        return Stream.of(
                arguments("an unmasked text", 1002, frame(0x81, false, (byte) '{')),
                arguments("an unmasked ping", 1002, frame(0x89, false)),
                arguments("a reserved data opcode", 1002, frame(3)),
                arguments("the last reserved data opcode", 1002, frame(7)),
                arguments("a reserved control opcode", 1002, frame(11)),
                arguments("the last reserved control opcode", 1002, frame(15)),
                arguments("RSV1 without an extension", 1002, frame(0xc1, true, (byte) '{')),
                arguments("RSV2", 1002, frame(0xa1, true, (byte) '{')),
                arguments("RSV3", 1002, frame(0x91, true, (byte) '{')),
                arguments("RSV1 on a ping", 1002, frame(0xc9, true)),
                arguments("a ping of 126 bytes", 1002, frame(PING, new byte[126])),
                arguments("a pong of 126 bytes", 1002, frame(PONG, new byte[126])),
                arguments("a close of 126 bytes", 1002, frame(CLOSE, new byte[126])),
                arguments("a fragmented ping", 1002, frame(PING, true)),
                arguments("a fragmented close", 1002, frame(CLOSE, true)),
                arguments("an orphan continuation", 1002, frame(CONTINUATION, (byte) 'x')),
                arguments("an orphan last continuation", 1002, of(frame(TEXT, (byte) '1'), frame(CONTINUATION))),
                arguments("a text inside a fragmented text", 1002, of(half, frame(TEXT, (byte) '}'))),
                arguments("a binary inside a fragmented text", 1002, of(half, frame(BINARY, (byte) '}'))),
                arguments("a length that is not the shortest", 1002, header(0x81, 0xfe, 0, 5, 1, 2, 3, 4)),
                arguments("a long length that is not the shortest", 1002, header(0x81, 0xff, 0, 0, 0, 0, 0, 0, 1, 0)),
                arguments("a negative length", 1002, header(0x81, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0)),
                arguments("a close with one byte", 1002, frame(CLOSE, (byte) 3)),
                arguments("close code 999", 1002, frame(CLOSE, header(0x03, 0xe7))),
                arguments("close code 1004", 1002, frame(CLOSE, header(0x03, 0xec))),
                arguments("close code 1005", 1002, frame(CLOSE, header(0x03, 0xed))),
                arguments("close code 1006", 1002, frame(CLOSE, header(0x03, 0xee))),
                arguments("close code 1015", 1002, frame(CLOSE, header(0x03, 0xf7))),
                arguments("close code 2999", 1002, frame(CLOSE, header(0x0b, 0xb7))),
                arguments("close code 5000", 1002, frame(CLOSE, header(0x13, 0x88))),
                arguments("close code 65535", 1002, frame(CLOSE, header(0xff, 0xff))),
                arguments("a close reason that is not UTF-8", 1007, frame(CLOSE, header(0x03, 0xe8, 0xc3, 0x28))),
                arguments("a binary frame of another kind", 1003, frame(BINARY, new byte[6])),
                arguments("a binary frame without a stream", 1003, frame(BINARY, (byte) 1)),
                arguments("a frame over the limit", 1009, frame(TEXT, new byte[LIMIT + 1])),
                arguments("a frame that claims 2^62 bytes", 1009, header(0x81, 0xff, 0x40, 0, 0, 0, 0, 0, 0, 0)),
                arguments("a frame that claims 2^31 bytes", 1009, header(0x81, 0xff, 0, 0, 0, 0, 0x80, 0, 0, 0)),
                arguments(
                        "a message over the limit in frames below it",
                        1009,
                        of(frame(TEXT, true, new byte[LIMIT]), frame(CONTINUATION, true, (byte) ' '))));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("violations")
    void aViolationIsAnsweredWithItsCloseCodeAndTheEnd(String what, int code, byte[] bytes) {
        try (var socket = gateway.owner()) {
            // When
            socket.send(bytes);
            // Then
            assertThat(socket.closeCode()).isEqualTo(code);
            socket.send(frame(CLOSE, header(code >> 8, code)));
            assertThat(socket.ended()).isTrue();
        }
    }

    @Test
    void whatCameBeforeAViolationIsAnswered() {
        try (var socket = gateway.owner()) {
            // When
            socket.send(of(frame(TEXT, PING_CALL.getBytes()), frame(PING, (byte) 'p'), frame(3), new byte[100_000]));
            // Then
            assertThat(socket.json().getInteger("id")).isEqualTo(1);
            assertThat(socket.closeCode()).isEqualTo(1002);
            assertThat(socket.ended()).isTrue();
        }
    }

    @Test
    void aClaimOfAnHugeFrameCostsNoMemory() {
        try (var socket = gateway.owner()) {
            // Given
            long before = used();
            // When
            socket.send(header(0x81, 0xff, 0x40, 0, 0, 0, 0, 0, 0, 0)).send(new byte[1 << 20]);
            // Then
            assertThat(socket.closeCode()).isEqualTo(1009);
            assertThat(used() - before).isLessThan(16 << 20);
        }
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void aMessageOfTheLimitMayComeInManyFrames() {
        try (var socket = gateway.owner()) {
            // Given
            var call = PING_CALL + " ".repeat(LIMIT - PING_CALL.length());
            var bytes = call.getBytes();
            // When
            for (int i = 0; i < LIMIT; i += 64) {
                int first = (i == 0 ? TEXT : CONTINUATION) | (i + 64 == LIMIT ? 0x80 : 0);
                socket.send(frame(first, true, Arrays.copyOfRange(bytes, i, i + 64)));
            }
            // Then
            assertThat(socket.json().getInteger("id")).isEqualTo(1);
        }
    }

    @Test
    void emptyFragmentsAndPingsBetweenFragmentsAreLegal() {
        try (var socket = gateway.owner()) {
            // When
            socket.send(of(
                    frame(TEXT, true),
                    frame(PING, "between".getBytes()),
                    frame(CONTINUATION, true),
                    frame(CONTINUATION, true, PING_CALL.getBytes()),
                    frame(CONTINUATION)));
            // Then
            assertThat(socket.next(PONG).text()).isEqualTo("between");
            assertThat(socket.json().getInteger("id")).isEqualTo(1);
        }
    }

    @Test
    void aFrameMayComeByteByByte() {
        try (var socket = gateway.owner()) {
            // When
            for (byte each : frame(TEXT, PING_CALL.getBytes())) {
                socket.send(each);
            }
            // Then
            assertThat(socket.json().getInteger("id")).isEqualTo(1);
        }
    }

    static Stream<Arguments> closes() {
        return Stream.of(
                arguments("1000", header(0x03, 0xe8), 1000),
                arguments("1001", header(0x03, 0xe9), 1001),
                arguments("1011 with a reason", header(0x03, 0xf3, 'b', 'y', 'e'), 1011),
                arguments("3000", header(0x0b, 0xb8), 3000),
                arguments("4999", header(0x13, 0x87), 4999));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("closes")
    void aCloseIsEchoedAndTheConnectionEnds(String what, byte[] payload, int code) {
        try (var socket = gateway.owner()) {
            // When
            socket.send(frame(CLOSE, payload));
            // Then
            assertThat(socket.closeCode()).isEqualTo(code);
            assertThat(socket.ended()).isTrue();
        }
    }

    @Test
    void aCloseWithoutACodeIsEchoedAndTheConnectionEnds() {
        try (var socket = gateway.owner()) {
            // When
            socket.send(frame(CLOSE));
            // Then
            assertThat(socket.next(CLOSE).payload().length).isIn(0, 2);
            assertThat(socket.ended()).isTrue();
        }
    }

    @Test
    void nothingIsHeardAfterAClose() {
        try (var socket = gateway.owner()) {
            // When
            socket.send(of(frame(CLOSE, header(0x03, 0xe8)), frame(TEXT, PING_CALL.getBytes())));
            // Then
            assertThat(socket.read().opcode()).isEqualTo(CLOSE);
            assertThat(socket.ended()).isTrue();
        }
    }

    @Test
    void noExtensionIsNegotiated() {
        try (var socket = gateway.raw()) {
            // When
            socket.send(RawSocket.upgrade(
                    "/ws",
                    "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits, x-webkit-deflate-frame"));
            // Then
            assertThat(socket.head()).startsWith("HTTP/1.1 101 ").doesNotContainIgnoringCase("extensions");
        }
    }
}
