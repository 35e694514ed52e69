package dev.trestle.gateway;

import static dev.trestle.gateway.RawSocket.codeOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LimitsTest {

    private TestGateway gateway;
    private RawSocket socket;

    @BeforeEach
    void start() {
        gateway = TestGateway.start(
                "gateway.limits.inFlight", "2", "gateway.limits.waiting", "3", "gateway.limits.waitingBytes", "2000");
        socket = gateway.owner();
    }

    @AfterEach
    void stop() {
        socket.close();
        gateway.close();
    }

    private void hang(int count) {
        IntStream.range(0, count).forEach(i -> socket.call(i, "test.wait", "{\"key\":\"" + i + "\"}"));
    }

    private Map<Object, JsonObject> answers(int count) {
        var answers = new HashMap<Object, JsonObject>();
        for (int i = 0; i < count; i++) {
            var answer = socket.json();
            answers.put(answer.getValue("id"), answer);
        }
        return answers;
    }

    private List<String> begun(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> gateway.service().begun())
                .toList();
    }

    private void finish(int count) {
        for (int i = 0; i < count; i++) {
            gateway.service().release(gateway.service().begun());
        }
    }

    @Test
    void soManyCallsRunAndTheNextWaitInTheirOrder() {
        // Given
        hang(5);
        assertThat(begun(2)).containsExactly("0", "1");
        // When
        gateway.service().release("1");
        // Then
        assertThat(begun(1)).containsExactly("2");
        assertThat(socket.json().getInteger("id")).isEqualTo(1);
        gateway.service().release("0");
        assertThat(begun(1)).containsExactly("3");
        gateway.service().release("2");
        assertThat(begun(1)).containsExactly("4");
        gateway.service().releaseAll();
        assertThat(answers(4)).containsOnlyKeys(0, 2, 3, 4);
    }

    @Test
    void aCallBeyondThoseThatMayWaitIsBusyAndTheConnectionStays() {
        // Given
        hang(5);
        // When
        socket.call("more", "test.echo", "{\"value\":\"beyond\"}");
        // Then
        var error = socket.json();
        assertThat(codeOf(error)).isEqualTo("BUSY");
        assertThat(error.getString("id")).isEqualTo("more");
        assertThat(error.getJsonObject("error").getString("message"))
                .contains("2 run")
                .contains("3");
        assertThat(error.getJsonObject("error").getJsonObject("data").getBoolean("retryable"))
                .isTrue();
        assertThat(gateway.service().echoed()).doesNotContain("beyond");
        finish(5);
        assertThat(answers(5)).containsOnlyKeys(0, 1, 2, 3, 4);
        assertThat(socket.call("more", "test.echo", "{}").json().containsKey("result"))
                .isTrue();
    }

    @Test
    void aCallWithMoreBytesThanMayWaitIsBusy() {
        // Given
        hang(2);
        var params = "{\"value\":\"" + "x".repeat(1_500) + "\"}";
        socket.call("waits", "test.echo", params);
        // When
        socket.call("too much", "test.echo", params);
        // Then
        var error = socket.json();
        assertThat(error.getString("id")).isEqualTo("too much");
        assertThat(error.getJsonObject("error").getString("message")).contains("2000 bytes");
        finish(2);
        assertThat(answers(3)).containsOnlyKeys(0, 1, "waits");
    }

    @Test
    void whatTheGatewayAnswersItselfNeedsNoPlace() {
        // Given
        hang(5);
        // When
        var ping = socket.call("p", "session.ping", "{}").json();
        var cancel = socket.call("c", "session.cancel", "{\"id\":77}").json();
        var list = socket.call("l", "workspace.list", "{}").json();
        // Then
        assertThat(ping.getJsonObject("result").getLong("time")).isPositive();
        assertThat(cancel.getJsonObject("result")).isEqualTo(new JsonObject().put("cancelled", false));
        assertThat(list.getJsonObject("result").getJsonArray("workspaces")).hasSize(2);
    }

    @Test
    void aRunningCallThatIsCancelledHearsOfIt() {
        // Given
        hang(2);
        begun(2);
        // When
        socket.call("c", "session.cancel", "{\"id\":1}");
        // Then
        assertThat(gateway.service().cancelled()).isEqualTo("1");
        var answers = answers(2);
        assertThat(answers.get("c").getJsonObject("result")).isEqualTo(new JsonObject().put("cancelled", true));
        assertThat(codeOf(answers.get(1))).isEqualTo("CANCELLED");
    }

    @Test
    void aWaitingCallThatIsCancelledIsNeverBegun() {
        // Given
        hang(4);
        begun(2);
        // When
        socket.call("c", "session.cancel", "{\"id\":2}");
        // Then
        var answers = answers(2);
        assertThat(codeOf(answers.get(2))).isEqualTo("CANCELLED");
        assertThat(answers.get("c").getJsonObject("result")).isEqualTo(new JsonObject().put("cancelled", true));
        gateway.service().release("0");
        assertThat(begun(1)).containsExactly("3");
        assertThat(gateway.service().begunCount()).isZero();
    }

    @Test
    void aCancelledIdMayBeUsedAgainAndItsTypeCounts() {
        // Given
        hang(4);
        begun(2);
        // When
        var other = socket.call("c", "session.cancel", "{\"id\":\"3\"}").json();
        socket.call("d", "session.cancel", "{\"id\":3}");
        answers(2);
        socket.call(3, "test.wait", "{\"key\":\"again\"}");
        // Then
        assertThat(other.getJsonObject("result").getBoolean("cancelled")).isFalse();
        gateway.service().releaseAll();
        assertThat(begun(2)).containsExactly("2", "again");
    }

    @Test
    void aCancelWithoutAnIdIsRefused() {
        for (var params : List.of("{}", "{\"id\":null}", "{\"id\":1.5}", "{\"id\":{}}", "{\"id\":true}")) {
            assertThat(codeOf(socket.call("c", "session.cancel", params).json()))
                    .isEqualTo("INVALID_ARGUMENT");
        }
    }

    @Test
    void whoLeavesCancelsWhatRunsAndWhatWaitsIsNeverBegun() {
        // Given
        hang(5);
        begun(2);
        // When
        socket.close();
        // Then
        assertThat(List.of(gateway.service().cancelled(), gateway.service().cancelled()))
                .containsExactlyInAnyOrder("0", "1");
        TestGateway.until(() -> gateway.metric("trestle_sockets") == 0);
        TestGateway.until(() -> gateway.metric("trestle_calls_in_flight") == 0);
        assertThat(gateway.service().begunCount()).isZero();
    }

    @Test
    void whoSaysGoodbyeCancelsAsWell() {
        // Given
        hang(3);
        begun(2);
        // When
        socket.send(RawSocket.frame(RawSocket.CLOSE, (byte) 0x03, (byte) 0xe8));
        // Then
        assertThat(socket.read().opcode()).isEqualTo(RawSocket.CLOSE);
        assertThat(socket.ended()).isTrue();
        assertThat(gateway.service().cancelled()).isNotNull();
        assertThat(gateway.service().cancelled()).isNotNull();
    }

    @Test
    void manyCallsThatAreRefusedAtOnceMayWait() {
        try (var large = TestGateway.start(
                        "gateway.limits.inFlight", "1",
                        "gateway.limits.waiting", "100000",
                        "gateway.limits.waitingBytes", "100000000");
                var client = large.owner()) {
            // Given
            client.call("first", "test.wait", "{\"key\":\"k\"}");
            for (int i = 0; i < 10_000; i++) {
                client.call(i, "no.such", "{}");
            }
            client.call("mark", "session.ping", "{}");
            assertThat(client.json().getString("id")).isEqualTo("mark");
            // When
            large.service().release("k");
            // Then
            assertThat(client.json().getString("id")).isEqualTo("first");
            for (int i = 0; i < 10_000; i++) {
                assertThat(client.json().getInteger("id")).isEqualTo(i);
            }
        }
    }
}
