package dev.trestle.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.wire.ErrorCode;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReportsTest {

    private TestGateway gateway;
    private TestReporter reporter;

    @BeforeEach
    void start() {
        gateway = TestGateway.start("gateway.limits.slowConsumerMs", "20000");
        reporter = new TestReporter(gateway.node());
        TestGateway.await(reporter.start());
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private static RawSocket search(RawSocket socket, int events) {
        return socket.call(1, "fs.search", "{\"query\":\"x\",\"maxResults\":" + events + "}");
    }

    private static void assertEvent(JsonObject frame, int number) {
        assertThat(frame.getString("method")).isEqualTo("topic.event");
        assertThat(frame.getJsonObject("params").getJsonObject("data").getInteger("line"))
                .isEqualTo(number);
    }

    @Test
    void whatACallReportsComesBeforeItsAnswer() {
        try (var socket = gateway.owner()) {
            // When
            long before = System.currentTimeMillis();
            search(socket, 500);
            // Then
            var params = socket.json().getJsonObject("params");
            assertThat(params.fieldNames()).containsExactly("topic", "event", "data", "time");
            assertThat(params.getString("topic")).isEqualTo("workspace/default/search");
            assertThat(params.getString("event")).isEqualTo("match");
            assertThat(params.getLong("time")).isBetween(before, System.currentTimeMillis());
            for (int i = 1; i < 500; i++) {
                assertEvent(socket.json(), i);
            }
            assertThat(socket.json().getJsonObject("result").getInteger("matches"))
                    .isEqualTo(500);
        }
    }

    @Test
    void aClientThatDoesNotReadHoldsTheReportBackAndOneThatReadsGetsItWhole() {
        try (var socket = RawSocket.connect(gateway.port(), 4_096)) {
            // Given
            socket.send(RawSocket.upgrade("/ws", TestGateway.BEARER));
            assertThat(socket.status()).isEqualTo(101);
            socket.json();
            // When
            search(socket, 100_000);
            TestGateway.until(() -> gateway.metric("trestle_queued_bytes") > 0);
            // Then
            assertThat(reporter.told()).isLessThan(20_000);
            // And
            for (int i = 0; i < 100_000; i++) {
                assertEvent(socket.json(), i);
            }
            assertThat(socket.json().containsKey("result")).isTrue();
        }
    }

    @Test
    void aClientThatLeavesEndsTheReport() {
        // Given
        var socket = RawSocket.connect(gateway.port(), 4_096);
        socket.send(RawSocket.upgrade("/ws", TestGateway.BEARER));
        assertThat(socket.status()).isEqualTo(101);
        search(socket, 100_000);
        TestGateway.until(() -> reporter.told() > 100);
        // When
        socket.close();
        // Then
        TestGateway.until(() -> reporter.cancelled() != null);
        assertThat(reporter.cancelled().code()).isEqualTo(ErrorCode.CANCELLED);
    }

    @Test
    void aCallThatIsRefusedReportsNothing() {
        try (var socket = gateway.owner()) {
            // When
            socket.call(1, "fs.search", "{\"query\":\"refuse\"}");
            // Then
            assertThat(socket.json()
                            .getJsonObject("error")
                            .getJsonObject("data")
                            .getString("code"))
                    .isEqualTo("BUSY");
        }
    }

    @Test
    void overHttpThereIsTheAnswerAlone() {
        assertThat(gateway.call("fs.search", "{\"query\":\"x\",\"maxResults\":7}")
                        .body())
                .isEqualTo("{\"searchId\":\"s-1\",\"matches\":7,\"files\":0,\"truncated\":false}");
    }
}
