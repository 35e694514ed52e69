package dev.trestle.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetricsTest {

    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = TestGateway.start("gateway.limits.inFlight", "1", "gateway.limits.waiting", "0");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private double calls(String operation, String code) {
        return gateway.metric("trestle_calls_seconds_count{code=\"" + code + "\",operation=\"" + operation + "\"}");
    }

    private double served(String operation, String code) {
        return gateway.metric("trestle_served_seconds_count{code=\"" + code + "\",operation=\"" + operation + "\"}");
    }

    private List<String> lines(String beginning) {
        return gateway.http("GET", "/metrics", null)
                .body()
                .lines()
                .filter(line -> line.startsWith(beginning))
                .toList();
    }

    @Test
    void callsAreCountedByOperationAndOutcomeWhicheverDoorTheyCameThrough() {
        // When
        gateway.call("test.echo", "{}");
        gateway.call("test.fail", "{\"code\":\"CONFLICT\"}");
        gateway.call("fs.read", "{\"path\":\"a\"}");
        try (var socket = gateway.owner()) {
            socket.call(1, "test.echo", "{}").json();
            socket.call(2, "test.wait", "{}").json();
            socket.call(3, "session.cancel", "{\"id\":1}").json();
            socket.call(4, "session.authenticate", "{\"token\":\"wrong\"}").json();
        }
        // Then
        assertThat(calls("test.echo", "OK")).isEqualTo(2);
        assertThat(calls("test.fail", "CONFLICT")).isEqualTo(1);
        assertThat(calls("fs.read", "UNAVAILABLE")).isEqualTo(1);
        assertThat(calls("test.wait", "INVALID_ARGUMENT")).isEqualTo(1);
        assertThat(calls("session.cancel", "OK")).isEqualTo(1);
        assertThat(calls("session.authenticate", "UNAUTHENTICATED")).isEqualTo(1);
    }

    @Test
    void whatServicesAnsweredIsCountedWhereTheyAre() {
        // When
        gateway.call("test.echo", "{}");
        gateway.call("test.fail", "{\"code\":\"CONFLICT\"}");
        gateway.call("test.fail", "{\"code\":1}");
        gateway.call("fs.read", "{\"path\":\"a\"}");
        // Then
        assertThat(served("test.echo", "OK")).isEqualTo(1);
        assertThat(served("test.fail", "CONFLICT")).isEqualTo(1);
        assertThat(served("test.fail", "INVALID_ARGUMENT")).isEqualTo(1);
        assertThat(lines("trestle_served_seconds_count")).hasSize(3);
    }

    @Test
    void topicsTheirSubscribersAndTheirEventsAreCounted() {
        try (var first = gateway.owner();
                var second = gateway.owner()) {
            // When
            first.call(1, "topic.subscribe", "{\"topic\":\"topic/a\"}").json();
            first.call(2, "topic.subscribe", "{\"topic\":\"topic/b\"}").json();
            second.call(1, "topic.subscribe", "{\"topic\":\"topic/a\"}").json();
            gateway.call("topic.publish", "{\"topic\":\"topic/c\",\"event\":\"e\",\"data\":1}");
            // Then
            assertThat(gateway.metric("trestle_topics")).isEqualTo(2);
            assertThat(gateway.metric("trestle_subscriptions")).isEqualTo(3);
            assertThat(gateway.metric("trestle_events_total")).isEqualTo(2);
            // When
            first.call(3, "topic.unsubscribe", "{\"topic\":\"topic/b\"}");
            // Then
            TestGateway.until(() -> gateway.metric("trestle_topics") == 1);
            TestGateway.until(() -> gateway.metric("trestle_subscriptions") == 2);
        }
    }

    @Test
    void callsThatAreRefusedAtTheDoorAreCountedAsWell() {
        try (var socket = gateway.owner();
                var stranger = gateway.stranger()) {
            // When
            stranger.call(1, "test.echo", "{}").json();
            socket.call(1, "test.wait", "{\"key\":\"k\"}");
            socket.call(2, "test.echo", "{}").json();
            // Then
            assertThat(calls("test.echo", "UNAUTHENTICATED")).isEqualTo(1);
            assertThat(calls("test.echo", "BUSY")).isEqualTo(1);
            assertThat(gateway.metric("trestle_calls_in_flight")).isEqualTo(1);
            gateway.service().release(gateway.service().begun());
            socket.json();
            assertThat(gateway.metric("trestle_calls_in_flight")).isZero();
        }
    }

    @Test
    void theTimeOfCallsIsAHistogram() {
        // When
        gateway.call("test.echo", "{}");
        // Then
        assertThat(lines("trestle_calls_seconds_bucket{code=\"OK\",operation=\"test.echo\""))
                .anyMatch(line -> line.contains("le=\"0.001\""))
                .anyMatch(line -> line.contains("le=\"10.0\"") && line.endsWith(" 1"))
                .anyMatch(line -> line.contains("le=\"+Inf\"") && line.endsWith(" 1"));
        assertThat(gateway.metric("trestle_calls_seconds_sum{code=\"OK\",operation=\"test.echo\"}"))
                .isPositive();
    }

    @Test
    void namesThatClientsInventAddNoLabels() {
        // When
        try (var socket = gateway.owner()) {
            for (int i = 0; i < 50; i++) {
                socket.call(i, "invented.name" + i, "{}").json();
                gateway.call("invented.other" + i, "{}");
            }
        }
        for (int code = 3_000; code < 3_020; code++) {
            try (var socket = gateway.owner()) {
                socket.send(RawSocket.frame(RawSocket.CLOSE, (byte) (code >> 8), (byte) code));
                assertThat(socket.closeCode()).isEqualTo(code);
                assertThat(socket.ended()).isTrue();
            }
        }
        // Then
        assertThat(calls("unknown", "UNKNOWN_OPERATION")).isEqualTo(100);
        assertThat(lines("trestle_calls_seconds_count")).hasSize(1);
        TestGateway.until(() -> gateway.metric("trestle_closes_total{code=\"other\"}") == 20);
        assertThat(lines("trestle_closes_total{code=\"3")).isEmpty();
    }

    @Test
    void socketsAndHowTheyWereClosedAreCounted() {
        // When
        try (var first = gateway.owner();
                var second = gateway.stranger()) {
            TestGateway.until(() -> gateway.metric("trestle_sockets") == 2);
            first.send(RawSocket.frame(RawSocket.CLOSE, (byte) 0x03, (byte) 0xe8));
            first.closeCode();
            second.send(RawSocket.frame(RawSocket.BINARY));
            second.closeCode();
            second.send(RawSocket.frame(RawSocket.CLOSE, (byte) 0x03, (byte) 0xeb));
        }
        try (var lost = gateway.owner()) {
            lost.call(1, "session.ping", "{}");
        }
        // Then
        TestGateway.until(() -> gateway.metric("trestle_sockets") == 0);
        assertThat(gateway.metric("trestle_closes_total{code=\"1000\"}")).isEqualTo(1);
        assertThat(gateway.metric("trestle_closes_total{code=\"1003\"}")).isEqualTo(1);
        assertThat(gateway.metric("trestle_closes_total{code=\"1006\"}")).isEqualTo(1);
    }

    @Test
    void bytesOfMessagesAreCountedEachWay() {
        try (var socket = gateway.owner()) {
            // Given
            double received = gateway.metric("trestle_received_bytes_total");
            double sent = gateway.metric("trestle_sent_bytes_total");
            var call = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"test.echo\",\"params\":{\"value\":\"é\"}}";
            // When
            var answer = socket.text(call).next(RawSocket.TEXT);
            // Then
            assertThat(gateway.metric("trestle_received_bytes_total") - received)
                    .isEqualTo(call.length() + 1);
            assertThat(gateway.metric("trestle_sent_bytes_total") - sent).isEqualTo(answer.payload().length);
            assertThat(gateway.metric("trestle_queued_bytes")).isZero();
        }
    }

    @Test
    void theProcessIsSeenAsWell() {
        assertThat(lines("# TYPE")).anyMatch(line -> line.contains("jvm_memory_used_bytes"));
        assertThat(lines("# HELP trestle_")).hasSizeGreaterThanOrEqualTo(5);
    }
}
