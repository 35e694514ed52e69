package dev.trestle.gateway;

import static dev.trestle.gateway.TopicClient.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bus.Operations;
import dev.trestle.bus.Publisher;
import dev.trestle.wire.Search;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Those who do not read their events cost little, are told what they lose, and hurt nobody. */
class TopicSlowReaderTest {

    private static final String TOPIC = "topic/flood";
    private static final String LARGE = "x".repeat(50_000);

    private static TestGateway gateway(String historyLength, String slowConsumerMs) {
        return TestGateway.start(
                "topics.historyLength",
                historyLength,
                "topics.queueBytes",
                "200000",
                "gateway.limits.slowConsumerMs",
                slowConsumerMs);
    }

    private static TopicClient slow(TestGateway gateway) {
        var socket = RawSocket.connect(gateway.port(), 4_096);
        socket.send(RawSocket.upgrade("/ws", TestGateway.BEARER));
        assertThat(socket.status()).isEqualTo(101);
        socket.json();
        return new TopicClient(socket);
    }

    /** Publishes so many large events, and sees that one who reads gets each of them at once. */
    private static JsonObject flood(TopicClient publisher, TopicClient reader, int count) {
        JsonObject place = null;
        for (int i = 0; i < count; i++) {
            place = publisher.publish(TOPIC, "e", LARGE);
            var event = reader.event();
            while (!event.getString("event").equals("e")) {
                event = reader.event();
            }
            assertThat(event.getLong("seq")).isEqualTo(place.getLong("seq"));
        }
        return place;
    }

    @Test
    void whoDoesNotReadIsClosedAndRecoversAndTheOthersAreNotDelayed() {
        try (var gateway = gateway("1000", "400");
                var publisher = TopicClient.of(gateway);
                var reader = TopicClient.of(gateway);
                var slow = slow(gateway)) {
            // Given
            var known = slow.call("topic.subscribe", "topic", TOPIC);
            reader.call("topic.subscribe", "topic", TOPIC);
            known.put("seq", reader.call("topic.history", "topic", TOPIC).getLong("seq"));
            // When
            var end = flood(publisher, reader, 300);
            TestGateway.until(() -> gateway.metric("trestle_closes_total{code=\"4008\"}") == 1);
            // Then
            assertThat(gateway.metric("trestle_queued_bytes")).isZero();
            try (var back = TopicClient.of(gateway)) {
                var since = object("epoch", known.getString("epoch"), "seq", known.getLong("seq"));
                var answer = back.call("topic.subscribe", "topic", TOPIC, "since", since);
                assertThat(answer.getBoolean("recovered")).isTrue();
                long seq = known.getLong("seq");
                while (seq < end.getLong("seq")) {
                    assertThat(back.event().getLong("seq")).isEqualTo(++seq);
                }
            }
        }
    }

    @Test
    void whoReadsLateGetsEverythingInOrderThoughLittleWaitedInMemory() {
        try (var gateway = gateway("1000", "20000");
                var publisher = TopicClient.of(gateway);
                var reader = TopicClient.of(gateway);
                var slow = slow(gateway)) {
            // Given
            reader.call("topic.subscribe", "topic", TOPIC);
            var known = slow.call("topic.subscribe", "topic", TOPIC);
            reader.event();
            // When
            flood(publisher, reader, 300);
            // Then
            assertThat(gateway.metric("trestle_queued_bytes")).isBetween(1.0, 400_000.0);
            long first = known.getLong("seq") + 1;
            IntStream.range(0, 300)
                    .forEach(i -> assertThat(slow.event().getLong("seq")).isEqualTo(first + i));
            publisher.publish(TOPIC, "live", 1);
            assertThat(slow.event().getString("event")).isEqualTo("live");
        }
    }

    @Test
    void aSearchThatIsFasterThanTheLinkIsReadWholeAndThenAnswered() {
        var topic = Search.topic("default");
        try (var gateway = gateway("20", "20000");
                var slow = slow(gateway)) {
            // Given
            TestGateway.await(Operations.of(gateway.node(), "fs", Set.of("default"))
                    .serve(Search.SEARCH, (query, call) -> find(gateway, topic, query.maxResults()))
                    .start());
            slow.call("topic.subscribe", "topic", topic);
            int matches = 20_000;
            // When
            int id = slow.send("fs.search", "query", "x", "maxResults", matches);
            // Then
            for (long seq = 1; seq <= matches; seq++) {
                assertThat(slow.event().getLong("seq")).isEqualTo(seq);
            }
            assertThat(slow.answer(id).getJsonObject("result").getInteger("matches"))
                    .isEqualTo(matches);
            assertThat(slow.kept()).isEmpty();
        }
    }

    /** Publishes so many events, as fast as the log takes them. */
    private static Future<Search.Outcome> find(TestGateway gateway, String topic, int matches) {
        var batch = Collections.nCopies(250, new Publisher.Event("match", "x".repeat(200)));
        Future<?> published = Future.succeededFuture();
        for (int sent = 0; sent < matches; sent += batch.size()) {
            published =
                    published.compose(before -> gateway.node().publisher("test").publish(topic, batch));
        }
        return published.map(all -> new Search.Outcome("s", matches, 1, false));
    }

    @Test
    void whoReadsTooLateIsToldExactlyWhatIsLost() {
        try (var gateway = gateway("20", "20000");
                var publisher = TopicClient.of(gateway);
                var reader = TopicClient.of(gateway);
                var slow = slow(gateway)) {
            // Given
            reader.call("topic.subscribe", "topic", TOPIC);
            long seq = slow.call("topic.subscribe", "topic", TOPIC).getLong("seq");
            reader.event();
            // When
            long end = flood(publisher, reader, 300).getLong("seq");
            // Then
            int gaps = 0;
            while (seq < end) {
                var next = slow.notification();
                var params = next.getJsonObject("params");
                if (next.getString("method").equals("topic.gap")) {
                    gaps++;
                    assertThat(params.getLong("from")).isEqualTo(seq + 1);
                    seq = params.getLong("to");
                } else {
                    assertThat(params.getLong("seq")).isEqualTo(++seq);
                }
            }
            assertThat(gaps).isPositive();
        }
    }
}
