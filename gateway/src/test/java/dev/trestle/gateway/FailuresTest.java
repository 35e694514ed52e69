package dev.trestle.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailuresTest extends OneConnection {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "no.such",
                "test.none",
                "TEST.echo",
                "test.Echo",
                "test.echo ",
                "toString",
                "",
                ".",
                "..",
                "test.",
                ".echo",
                "trestle.test@n",
                "session.ready",
                "session",
                "fs.no",
                "\\u0000",
                "test\\u0000.echo"
            })
    void anUnknownOperationIsRefused(String method) {
        var answer = answer("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\"}");
        assertError(answer, 1, "UNKNOWN_OPERATION", -32601);
    }

    @Test
    void theMessageAboutALongNameIsShort() {
        var answer = answer("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"x." + "y".repeat(100_000) + "\"}");
        assertError(answer, 1, "UNKNOWN_OPERATION", -32601);
        assertThat(answer.encode().length()).isLessThan(400);
    }

    @Test
    void anOperationOfTheContractThatNobodyServesIsUnavailable() {
        var error = answer("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"fs.read\",\"params\":{\"path\":\"a\"}}")
                .getJsonObject("error");
        assertThat(error.getInteger("code")).isEqualTo(-32011);
        assertThat(error.getJsonObject("data"))
                .isEqualTo(new JsonObject().put("code", "UNAVAILABLE").put("retryable", true));
    }

    @Test
    void aFailureOfTheWorkerComesWithItsFacts() {
        var error = answer(
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"test.fail\",\"params\":{\"code\":\"RATE_LIMITED\"}}")
                .getJsonObject("error");
        assertThat(error)
                .isEqualTo(new JsonObject()
                        .put("code", -32008)
                        .put("message", "as asked")
                        .put(
                                "data",
                                new JsonObject()
                                        .put("code", "RATE_LIMITED")
                                        .put("retryable", true)
                                        .put("details", new JsonObject().put("limit", 7))
                                        .put("retryAfterMs", 2_500)));
    }

    @Test
    void aBugOfTheWorkerSaysNothingOfItsCause() {
        var answer = answer("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"test.fail\",\"params\":{\"code\":\"BUG\"}}");
        assertError(answer, 1, "INTERNAL", -32603);
        assertThat(answer.encode()).doesNotContain("secret").doesNotContain("IllegalState");
        assertThat(answer.getJsonObject("error").getJsonObject("data").getString("ref"))
                .isNotBlank();
    }

    @Test
    void aMissingFieldIsNamed() {
        var error = answer("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"test.wait\"}");
        assertError(error, 1, "INVALID_ARGUMENT", -32602);
        assertThat(error.getJsonObject("error").getString("message")).contains("key");
    }
}
