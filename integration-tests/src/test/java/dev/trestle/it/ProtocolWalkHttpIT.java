package dev.trestle.it;

import static dev.trestle.it.Json.object;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The listener over plain HTTP: calls with the same grants and errors, health, metrics, the schema, the first page. */
@Tag("jdk")
@ExtendWith(OneTrestle.class)
class ProtocolWalkHttpIT {

    private StartedTrestle trestle;

    @BeforeEach
    void use(StartedTrestle one) {
        trestle = one;
    }

    private HttpResponse<String> call(String operation, String body) {
        return Http.post(trestle.http("/api/v1/call/" + operation), Http.OWNER, body);
    }

    @Test
    void aCallAnswersItsResultAsTheBody(Desk desk) throws IOException {
        // Given
        var path = desk.put("a.txt", "text");
        // When
        var response = call("fs.read", object("path", path).toString());
        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(Json.of(response.body()).get("content").asText()).isEqualTo("text");
    }

    @Test
    void aBodyThatIsAbsentMeansNoParams() {
        // When
        var response = call("session.ping", "");
        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(Json.of(response.body()).get("time").isIntegralNumber()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "fs.read        | {\"path\":\"nothing\"}            | 404 | NOT_FOUND",
                "fs.read        | {\"path\":\"../etc/passwd\"}      | 403 | FORBIDDEN",
                "fs.read        | {}                                | 400 | INVALID_ARGUMENT",
                "fs.read        | []                                | 400 | INVALID_ARGUMENT",
                "fs.read        | {\"path\":\"a\",\"path\":\"b\"}   | 400 | PARSE_ERROR",
                "fs.read        | {                                 | 400 | PARSE_ERROR",
                "fs.nothing     | {}                                | 404 | UNKNOWN_OPERATION",
                "nothing        | {}                                | 404 | UNKNOWN_OPERATION",
                "fs.mkdir       | {\"path\":\"/\"}                  | 409 | ALREADY_EXISTS",
                "fs.list        | {\"path\":\"/\",\"workspace\":\"x\"} | 404 | NOT_FOUND",
                "session.cancel | {\"id\":1}                        | 422 | UNSUPPORTED"
            })
    void aCallThatFailsAnswersTheErrorOfAFrameWithAStatus(String operation, String body, int status, String code) {
        // When
        var response = call(operation, body);
        // Then
        assertThat(response.statusCode()).isEqualTo(status);
        var error = Json.of(response.body()).get("error");
        assertThat(error.at("/data/code").asText()).isEqualTo(code);
        assertThat(error.get("message").asText()).isNotBlank();
        assertThat(error.get("code").isInt()).isTrue();
    }

    @Test
    void nobodyCallsWithoutAToken() {
        for (var headers :
                List.of(Map.<String, String>of(), Map.of("Authorization", "Bearer wrong-wrong-wrong-wrong"))) {
            // When
            var response = Http.post(trestle.http("/api/v1/call/fs.list"), headers, "{\"path\":\"/\"}");
            // Then
            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(response.headers().firstValue("www-authenticate")).hasValue("Bearer");
            assertThat(Json.of(response.body()).at("/error/data/code").asText()).isEqualTo("UNAUTHENTICATED");
        }
    }

    @Test
    void aBodyOverTheLimitAnswersTooLarge() {
        // When
        var response = call("fs.write", "x".repeat(1_048_577));
        // Then
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(Json.of(response.body()).at("/error/data/code").asText()).isEqualTo("TOO_LARGE");
        assertThat(Json.of(response.body()).at("/error/data/details/limit").asInt())
                .isEqualTo(1_048_576);
    }

    @Test
    void aPageOfAnotherOriginMayNotReadWhatIsAnswered() {
        // Given
        var headers = new HashMap<>(Http.OWNER);
        headers.put("Origin", "https://evil.example");
        // When
        var response = Http.post(trestle.http("/api/v1/call/session.ping"), headers, "{}");
        // Then
        assertThat(response.headers().firstValue("access-control-allow-origin")).isEmpty();
    }

    @Test
    void protocolJsonIsTheOneOfTheRepository() throws IOException {
        // When
        var response = Http.get(trestle.http("/api/v1/protocol.json"));
        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .isEqualTo(Files.readString(StartedTrestle.ROOT.resolve("shared-types/schema/protocol.json")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/live", "/health/ready"})
    void healthIsGood(String path) {
        // When
        var response = Http.get(trestle.http(path));
        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(Json.of(response.body()).get("status").asText()).isEqualTo("ok");
    }

    @Test
    void metricsCountCallsByOperationAndCode(Desk desk) {
        // Given
        desk.client().code("fs.stat", "path", "nothing-for-the-metrics");
        // When
        var response = Http.get(trestle.http("/metrics"));
        // Then
        assertThat(response.headers().firstValue("content-type").orElseThrow()).startsWith("text/plain");
        assertThat(response.body())
                .contains("trestle_calls_seconds_count{code=\"NOT_FOUND\",operation=\"fs.stat\"}")
                .contains("trestle_calls_seconds_bucket{code=\"NOT_FOUND\",operation=\"fs.stat\",le=\"0.001\"}")
                .contains("trestle_sockets ", "trestle_received_bytes_total ", "trestle_sent_bytes_total ")
                .contains("trestle_queued_bytes ", "trestle_calls_in_flight ")
                .doesNotContain("nothing-for-the-metrics");
    }

    @Test
    void theFirstPageSaysWhatThisIsHowToConnectAndLinksOn() {
        // When
        var response = Http.get(trestle.http("/"));
        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type").orElseThrow()).startsWith("text/html");
        assertThat(response.headers().firstValue("content-security-policy").orElseThrow())
                .contains("default-src 'none'");
        assertThat(response.body()).contains("Trestle", "/ws", "JSON-RPC 2.0", "api/v1/protocol.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"page.js", "page.css", "api/v1/protocol.json", "health/ready", "health/live", "metrics"})
    void everyLinkOfTheFirstPageLeadsSomewhere(String link) {
        // Given
        var page = Http.get(trestle.http("/")).body();
        assertThat(page).contains('"' + link + '"');
        // When
        var response = Http.get(trestle.http("/" + link));
        // Then
        assertThat(response.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/api/v1/call", "/api/v1/call/", "/page.js/x", "/..%2f..%2fetc%2fpasswd"})
    void anotherPathIsNotThere(String path) {
        // When
        var response = Http.get(trestle.http(path));
        // Then
        assertThat(response.statusCode()).isIn(404, 405);
    }
}
