package dev.trestle.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A gateway for a class of tests, and a connection of the owner's for each test. */
abstract class OneConnection {
    static final String MARK = "{\"jsonrpc\":\"2.0\",\"id\":\"mark\",\"method\":\"session.ping\"}";

    static TestGateway gateway;

    RawSocket socket;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start();
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

    JsonObject answer(String frame) {
        return socket.text(frame).json();
    }

    static String echo(String id, String value) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"test.echo\",\"params\":{\"value\":" + value + "}}";
    }

    static void assertError(JsonObject answer, Object id, String code, int number) {
        assertThat(answer.getString("jsonrpc")).isEqualTo("2.0");
        assertThat(answer.containsKey("id")).isTrue();
        assertThat(answer.getValue("id")).isEqualTo(id);
        assertThat(answer.containsKey("result")).isFalse();
        var error = answer.getJsonObject("error");
        assertThat(error.getInteger("code")).isEqualTo(number);
        assertThat(error.getString("message")).isNotBlank();
        assertThat(error.getJsonObject("data").getString("code")).isEqualTo(code);
        assertThat(error.getJsonObject("data").getBoolean("retryable")).isFalse();
    }

    void assertStillServed() {
        assertThat(answer(MARK).getString("id")).isEqualTo("mark");
    }
}
