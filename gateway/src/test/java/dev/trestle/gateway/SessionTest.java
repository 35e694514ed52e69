package dev.trestle.gateway;

import static dev.trestle.gateway.RawSocket.codeOf;
import static dev.trestle.gateway.RawSocket.upgrade;
import static dev.trestle.gateway.TestGateway.BEARER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.wire.Protocol;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTest {
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static RawSocket open(String target, String... headers) {
        var socket = gateway.raw().send(upgrade(target, headers));
        assertThat(socket.status()).isEqualTo(101);
        return socket;
    }

    @Test
    void aPingAnswersWithTheTime() {
        try (var socket = gateway.owner()) {
            long before = System.currentTimeMillis();
            long time = socket.call("c", "session.ping", "{}")
                    .json()
                    .getJsonObject("result")
                    .getLong("time");
            assertThat(time).isBetween(before, System.currentTimeMillis());
        }
    }

    @Test
    void theOperationsAreThoseOfTheContractAndThoseServedNow() {
        try (var socket = gateway.owner()) {
            // When
            var names = socket
                    .call("c", "session.operations", "{}")
                    .json()
                    .getJsonObject("result")
                    .getJsonArray("operations")
                    .stream()
                    .map(String.class::cast)
                    .toList();
            // Then
            assertThat(names).isSorted().contains("test.echo", "test.wait", "test.big", "test.fail");
            assertThat(names)
                    .containsAll(
                            Protocol.OPERATIONS.stream().map(row -> row.name()).toList());
        }
    }

    @Test
    void theWorkspacesComeWithTheirServices() {
        try (var socket = gateway.owner()) {
            assertThat(socket.call("c", "workspace.list", "{}").json().getJsonObject("result"))
                    .isEqualTo(new JsonObject("{\"workspaces\":[{\"id\":\"default\",\"services\":[\"test\"]},"
                            + "{\"id\":\"other\",\"services\":[\"test\"]}]}"));
        }
    }

    @Test
    void aCallGoesToTheWorkspaceItNamesElseToThatOfTheConnection() {
        try (var socket = open("/ws?workspace=other", BEARER)) {
            // Given
            socket.json();
            // When
            var mine = socket.call("c", "test.echo", "{}").json().getJsonObject("result");
            var named = socket.call("c", "test.echo", "{\"workspace\":\"default\"}")
                    .json()
                    .getJsonObject("result");
            // Then
            assertThat(mine.getString("workspace")).isEqualTo("other");
            assertThat(named.getString("workspace")).isEqualTo("default");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere", "", "*", "../default", "DEFAULT", "default ", "test@n"})
    void aWorkspaceThatIsNotThereIsNotFound(String workspace) {
        try (var socket = gateway.owner()) {
            // When
            var served = socket.call("c", "test.echo", "{\"workspace\":\"" + workspace + "\"}")
                    .json();
            var unserved = socket.call("c", "fs.read", "{\"workspace\":\"" + workspace + "\"}")
                    .json();
            // Then
            assertThat(codeOf(served)).isEqualTo("NOT_FOUND");
            assertThat(codeOf(unserved)).isEqualTo("NOT_FOUND");
        }
    }

    @Test
    void anUnknownWorkspaceOfTheConnectionIsNotFoundOnlyWhenACallNeedsIt() {
        try (var socket = open("/ws?workspace=nowhere", BEARER)) {
            // Given
            socket.json();
            // When
            var echo = socket.call("c", "test.echo", "{}").json();
            var ping = socket.call("c", "session.ping", "{}").json();
            // Then
            assertThat(codeOf(echo)).isEqualTo("NOT_FOUND");
            assertThat(ping.containsKey("result")).isTrue();
        }
    }
}
