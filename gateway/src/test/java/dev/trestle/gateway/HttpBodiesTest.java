package dev.trestle.gateway;

import static dev.trestle.gateway.TestGateway.BEARER;
import static dev.trestle.gateway.TestGateway.TOKEN;
import static dev.trestle.gateway.TestGateway.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpBodiesTest {
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start("gateway.limits.messageBytes", "65536");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static HttpResponse<String> typed(String body, String type) {
        return gateway.http(
                "POST", "/api/v1/call/test.echo", body, "Authorization", "Bearer " + TOKEN, "Content-Type", type);
    }

    private static String raw(String head, byte... body) {
        try (var socket = gateway.raw()) {
            socket.send(head + BEARER + "\r\nContent-Length: " + body.length + "\r\n\r\n")
                    .send(body);
            return socket.head();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "null", " {} "})
    void anEmptyBodyIsNoParameters(String body) {
        assertThat(new JsonObject(gateway.call("test.echo", body).body()).getString("workspace"))
                .isEqualTo("default");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "multipart/form-data",
                "text/plain",
                "application/octet-stream"
            })
    void theBodyIsReadWhateverTypeItClaimsToBe(String type) {
        assertThat(new JsonObject(typed("{\"value\":\"100% & more=yes+%zz\"}", type)
                                .body())
                        .getString("value"))
                .isEqualTo("100% & more=yes+%zz");
    }

    @Test
    void aBodyOfTheLimitIsTakenAndALongerOneIsNot() {
        var longest = "{\"value\":\"" + "x".repeat(65_536 - 12) + "\"}";
        assertThat(gateway.call("test.echo", longest).statusCode()).isEqualTo(200);
        var answer = gateway.call("test.echo", longest + " ");
        assertError(answer, 413, "TOO_LARGE");
        assertThat(answer.body()).contains("\"limit\":65536");
    }

    @Test
    void aLongBodyWithoutALengthIsRefusedAsWell() {
        var publisher = BodyPublishers.fromPublisher(BodyPublishers.ofString("[" + " ".repeat(500_000)));
        var request = HttpRequest.newBuilder(URI.create(gateway.gateway().url() + "/api/v1/call/test.echo"))
                .header("Authorization", "Bearer " + TOKEN)
                .POST(publisher);
        assertError(TestGateway.send(request.build()), 413, "TOO_LARGE");
    }

    @Test
    void whoGoesOnSendingARefusedBodyIsCutOff() {
        try (var socket = gateway.raw()) {
            // Given
            socket.send("POST /api/v1/call/test.echo HTTP/1.1\r\nHost: localhost\r\n" + BEARER
                    + "\r\nContent-Length: 99999999999999999999\r\n\r\n");
            // When
            var status = socket.status();
            // Then
            assertThat(status).isIn(400, 413);
            socket.awaitEnd();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "5",
                "\"x\"",
                "true",
                "{",
                "}",
                "{\"a\":1}}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":NaN}",
                "{\"a\":1e999}",
                "\"\\ud800\"",
                "x",
                " ",
                "\0",
                "{\"workspace\":5}"
            })
    void aBodyThatIsNoStrictObjectIsRefused(String body) {
        var answer = gateway.call("test.echo", body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).containsAnyOf("PARSE_ERROR", "INVALID_ARGUMENT");
    }

    @Test
    void aBodyThatIsNotUtf8IsRefused() {
        var bytes = new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', '}'};
        assertThat(raw("POST /api/v1/call/test.echo HTTP/1.1\r\nHost: localhost\r\n", bytes))
                .startsWith("HTTP/1.1 400 ");
    }

    @Test
    void aBodyThatDoesNotComeIsNotWaitedForForever() {
        try (var hurried = TestGateway.start("gateway.callTimeoutMs", "200");
                var socket = hurried.raw()) {
            // When
            socket.send("POST /api/v1/call/test.echo HTTP/1.1\r\nHost: localhost\r\n" + BEARER
                    + "\r\nContent-Length: 11\r\n\r\n{");
            // Then
            assertThat(socket.status()).isEqualTo(504);
            socket.awaitEnd();
        }
    }
}
