package dev.trestle.gateway;

import static dev.trestle.gateway.TopicClient.object;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With its log in Redis, a topic outlives the gateway. */
class TopicsInRedisTest {

    private static final String TOPIC = "topic/kept";

    @TempDir
    private Path folder;

    private static void awaitRedis(TopicClient client) {
        TestGateway.until(() -> client.ask("topic.history", "topic", TOPIC).containsKey("result"));
    }

    @Test
    void aSubscriberRecoversAtTheNextGatewayAndIsToldWhatARestartOfRedisMayHaveCost() {
        try (var redis = RedisServer.start(folder)) {
            // Given
            String epoch;
            try (var first = TestGateway.start("redis.url", redis.url());
                    var client = TopicClient.of(first)) {
                awaitRedis(client);
                client.call("topic.subscribe", "topic", TOPIC);
                for (int i = 1; i <= 5; i++) {
                    client.publish(TOPIC, "e", i);
                }
                epoch = client.events(5).get(4).getString("epoch");
            }
            // When
            try (var second = TestGateway.start("redis.url", redis.url());
                    var client = TopicClient.of(second)) {
                awaitRedis(client);
                var since = object("epoch", epoch, "seq", 3);
                var answer = client.call("topic.subscribe", "topic", TOPIC, "since", since);
                // Then
                assertThat(answer.getBoolean("recovered")).isTrue();
                assertThat(client.events(2))
                        .extracting(event -> event.getInteger("data"))
                        .containsExactly(4, 5);
                // When
                redis.kill();
                assertThat(client.code("topic.publish", "topic", TOPIC, "event", "e"))
                        .isEqualTo("UNAVAILABLE");
                redis.begin();
                awaitRedis(client);
                var place = client.publish(TOPIC, "after", 6);
                // Then
                var gap = client.notification();
                assertThat(gap.getString("method")).isEqualTo("topic.gap");
                assertThat(gap.getJsonObject("params").getString("epoch")).isEqualTo(place.getString("epoch"));
                assertThat(gap.getJsonObject("params").getLong("to")).isEqualTo(place.getLong("seq"));
                client.publish(TOPIC, "live", 7);
                assertThat(client.event().getInteger("data")).isEqualTo(7);
            }
        }
    }
}
