package dev.trestle.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A request on whose end a proxy in front might not agree with us is refused, and nothing that follows it is served. */
class SmuggledRequestsTest {

    private static final String CALL = "POST /api/v1/call/test.echo HTTP/1.1\r\n";
    private static final String HOST = "Host: localhost\r\n" + TestGateway.BEARER + "\r\n";

    /** What must not be served: a whole request that hides behind, or within, another. */
    private static final String SECOND = CALL + HOST + "Content-Length: 19\r\n\r\n{\"value\":\"smuggled\"}";

    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static Arguments with(String what, String headers) {
        return with(what, headers, "0\r\n\r\n");
    }

    private static Arguments with(String what, String headers, String body) {
        return Arguments.of(what, CALL + HOST + headers + "\r\n" + body + SECOND);
    }

    private static Arguments chunked(String what, String body) {
        return with(what, "Transfer-Encoding: chunked\r\n", body);
    }

    static Stream<Arguments> smuggled() {
        return Stream.of(
                with("length and chunks", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"),
                with("chunks and length", "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n"),
                with("two lengths", "Content-Length: 5\r\nContent-Length: 6\r\n"),
                with("a list of lengths", "Content-Length: 5, 6\r\n"),
                with("a signed length", "Content-Length: +5\r\n"),
                with("a negative length", "Content-Length: -5\r\n"),
                with("a length that is none", "Content-Length: 5a\r\n"),
                with("a length in hexadecimals", "Content-Length: 0x5\r\n"),
                with("a length beyond all", "Content-Length: 99999999999999999999\r\n"),
                with("chunks of no kind", "Transfer-Encoding: xchunked\r\n"),
                with("chunked, but not last", "Transfer-Encoding: chunked, identity\r\n"),
                with("chunked twice", "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n"),
                with("a blank before the colon", "Transfer-Encoding : chunked\r\n"),
                with("a bare CR in a value", "X-A: b\rTransfer-Encoding: chunked\r\n"),
                with("a NUL in a value", "X-A: b\0c\r\n"),
                with("a NUL in a name", "X\0A: b\r\n"),
                with("a header without a colon", "Transfer-Encoding chunked\r\n"));
    }

    /** Their head is in order, so they are known for what they are when it is too late for a status. */
    static Stream<Arguments> brokenOff() {
        return Stream.of(
                chunked("a chunk of no number", "zz\r\n{}\r\n0\r\n\r\n"),
                chunked("a chunk of a negative number", "-2\r\n{}\r\n0\r\n\r\n"),
                chunked("a chunk beyond all", "fffffffffffffffff\r\n{}\r\n0\r\n\r\n"),
                chunked("a chunk longer than it says", "1\r\n{}\r\n0\r\n\r\n"),
                chunked("a chunk as C writes it", "0x2\r\n{}\r\n0\r\n\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenOff")
    void nothingAfterAChunkThatIsNoneIsServed(String what, String requests) {
        try (var socket = gateway.raw()) {
            socket.send(requests);
            socket.awaitEnd();
        }
        assertNothingWasSmuggled();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("smuggled")
    void isRefusedAndTheConnectionEnds(String what, String requests) {
        try (var socket = gateway.raw()) {
            // When
            socket.send(requests);
            // Then
            assertThat(socket.head()).startsWith("HTTP/1.1 400 ");
            socket.awaitEnd();
        }
        assertNothingWasSmuggled();
    }

    private static void assertNothingWasSmuggled() {
        assertThat(gateway.service().echoed()).doesNotContain("smuggled");
        assertThat(gateway.call("test.echo", "{}").statusCode()).isEqualTo(200);
    }
}
