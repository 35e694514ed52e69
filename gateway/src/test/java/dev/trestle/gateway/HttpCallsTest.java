package dev.trestle.gateway;

import static dev.trestle.gateway.TestGateway.BEARER;
import static dev.trestle.gateway.TestGateway.TOKEN;
import static dev.trestle.gateway.TestGateway.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.wire.ErrorCode;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpCallsTest {
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start("gateway.limits.messageBytes", "65536");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void aCallIsAnsweredWithItsBareResult() {
        var answer = gateway.call("test.echo", "{\"value\":[1,\"Grüße\"]}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
        assertThat(answer.body())
                .isEqualTo("{\"value\":[1,\"Grüße\"],\"workspace\":\"default\",\"principal\":\"owner\"}");
    }

    @Test
    void theWorkspaceIsInTheParametersElseInTheQuery() {
        var path = "/api/v1/call/test.echo?workspace=other";
        var query = gateway.http("POST", path, "{}", "Authorization", "Bearer " + TOKEN);
        var both = gateway.http("POST", path, "{\"workspace\":\"default\"}", "Authorization", "Bearer " + TOKEN);
        assertThat(new JsonObject(query.body()).getString("workspace")).isEqualTo("other");
        assertThat(new JsonObject(both.body()).getString("workspace")).isEqualTo("default");
        assertError(gateway.call("test.echo", "{\"workspace\":\"nowhere\"}"), 404, "NOT_FOUND");
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void eachFailureHasItsStatus(ErrorCode code) {
        int status = switch (code) {
            case PARSE_ERROR, INVALID_REQUEST, INVALID_ARGUMENT -> 400;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case UNKNOWN_OPERATION, NOT_FOUND -> 404;
            case ALREADY_EXISTS, CONFLICT -> 409;
            case TOO_LARGE -> 413;
            case UNSUPPORTED -> 422;
            case RATE_LIMITED -> 429;
            case CANCELLED -> 499;
            case INTERNAL -> 500;
            case BUSY, UNAVAILABLE -> 503;
            case TIMEOUT -> 504;
        };
        var answer = gateway.call("test.fail", "{\"code\":\"" + code + "\"}");
        assertError(answer, status, code.name());
        var error = new JsonObject(answer.body()).getJsonObject("error");
        assertThat(error.getJsonObject("data").getJsonObject("details").getInteger("limit"))
                .isEqualTo(7);
        assertThat(answer.headers().firstValue("retry-after").isPresent()).isEqualTo(code.retryable());
    }

    @Test
    void whenToTryAgainIsSaidInSecondsAndNotTooEarly() {
        assertThat(gateway.call("test.fail", "{\"code\":\"RATE_LIMITED\"}")
                        .headers()
                        .firstValue("retry-after"))
                .contains("3");
    }

    @Test
    void aBugSaysNothingOfItsCause() {
        var answer = gateway.call("test.fail", "{\"code\":\"BUG\"}");
        assertError(answer, 500, "INTERNAL");
        assertThat(answer.body()).doesNotContain("secret").contains("\"ref\":\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer wrong", "Basic b3duZXI6dG9rZW4=", "the-owner-s-token-of-these-tests"})
    void withoutTheTokenNothingIsServed(String header) {
        for (var path : List.of("/api/v1/call/test.echo", "/api/v1/call/no.such", "/api/v1/tickets")) {
            var answer = header.isEmpty()
                    ? gateway.http("POST", path, "{\"value\":\"never\"}")
                    : gateway.http("POST", path, "{\"value\":\"never\"}", "Authorization", header);
            assertError(answer, 401, "UNAUTHENTICATED");
            assertThat(answer.headers().firstValue("www-authenticate")).contains("Bearer");
        }
        assertThat(gateway.service().echoed()).doesNotContain("never");
    }

    @Test
    void aTokenInTheQueryProvesNothing() {
        assertError(gateway.http("POST", "/api/v1/call/test.echo?token=" + TOKEN, "{}"), 401, "UNAUTHENTICATED");
    }

    @ParameterizedTest
    @CsvSource({
        "session.cancel, UNSUPPORTED, 422",
        "session.authenticate, UNSUPPORTED, 422",
        "no.such, UNKNOWN_OPERATION, 404",
        "fs.read, UNAVAILABLE, 503",
        "test.wait, INVALID_ARGUMENT, 400"
    })
    void whatCannotBeCalledHereSaysWhy(String operation, String code, int status) {
        assertError(gateway.call(operation, ""), status, code);
    }

    @Test
    void theGatewaysOwnOperationsAreServed() {
        assertThat(new JsonObject(gateway.call("session.ping", "").body()).getLong("time"))
                .isPositive();
        assertThat(new JsonObject(gateway.call("workspace.list", "{}").body()).getJsonArray("workspaces"))
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"})
    void onlyPostCalls(String method) {
        var answer = gateway.http(method, "/api/v1/call/test.echo", null, "Authorization", "Bearer " + TOKEN);
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("allow")).contains("POST");
    }

    @ParameterizedTest
    @CsvSource({
        "/nothing, 404",
        "/api, 404",
        "/api/v1/call, 404",
        "/api/v1/call/, 404",
        "/api/v1/call/test.echo/more, 404",
        "/.git/config, 404",
        "/../../etc/passwd, 404",
        "/page.js/../x, 404",
        "/ws, 400",
        "/api/v1/call/%zz, 400",
        "/api/v1/call/test.echo?workspace=%zz, 400",
        "/%, 400"
    })
    void whatIsNotThereIsSaidInJson(String path, int status) {
        try (var socket = gateway.raw()) {
            // When
            socket.send("POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + BEARER + "\r\nContent-Length: 0\r\n\r\n");
            // Then
            assertThat(socket.head())
                    .startsWith("HTTP/1.1 " + status + " ")
                    .containsIgnoringCase("content-type: application/json");
        }
    }

    @Test
    void whoHangsUpCancelsTheCall() {
        // Given
        try (var socket = gateway.raw()) {
            socket.send("POST /api/v1/call/test.wait HTTP/1.1\r\nHost: localhost\r\n" + BEARER
                    + "\r\nContent-Length: 11\r\n\r\n{\"key\":\"u\"}");
            assertThat(gateway.service().begun()).isEqualTo("u");
            // When
        }
        // Then
        assertThat(gateway.service().cancelled()).isEqualTo("u");
        TestGateway.until(() -> gateway.metric("trestle_calls_in_flight") == 0);
    }

    @Test
    void requestsInOneConnectionAreAnsweredOneAfterTheOther() {
        try (var socket = gateway.raw()) {
            // When
            var call = "POST /api/v1/call/session.ping HTTP/1.1\r\nHost: localhost\r\n" + BEARER
                    + "\r\nContent-Length: 0\r\n\r\n";
            socket.send(call + call + "GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n" + call);
            // Then
            assertThat(List.of(
                            socket.statusAndBody(),
                            socket.statusAndBody(),
                            socket.statusAndBody(),
                            socket.statusAndBody()))
                    .containsExactly(200, 200, 404, 200);
        }
    }
}
