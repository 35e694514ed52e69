package dev.trestle.gateway;

import static dev.trestle.gateway.TopicClient.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With its log in Redis, a topic outlives the gateway. */
class TopicsInRedisTest {

    private static final String TOPIC = "topic/kept";

    @TempDir
    private Path folder;

    /** Returns when topics can be read. */
    static void awaitRedis(TopicClient client) {
        TestGateway.until(() -> client.ask("topic.history", "topic", TOPIC).containsKey("result"));
    }

    private static String ready(TestGateway gateway) {
        var answer = gateway.http("GET", "/health/ready", null);
        return answer.statusCode() + " " + new JsonObject(answer.body()).getValue("missing");
    }

    @Test
    void aSubscriberRecoversAtTheNextGateway() {
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
            }
        }
    }

    @Test
    void whileRedisIsAwayOnlyTopicsAreMissingAndThenSubscribersGoOnAsIfNothingHadBeen() {
        try (var redis = RedisServer.start(folder);
                var gateway = TestGateway.start("redis.url", redis.url());
                var client = TopicClient.of(gateway)) {
            // Given
            awaitRedis(client);
            client.call("topic.subscribe", "topic", TOPIC);
            client.publish(TOPIC, "e", 1);
            assertThat(ready(gateway)).isEqualTo("200 null");
            // When
            redis.kill();
            var refused = client.error("topic.publish", "topic", TOPIC, "event", "e");
            // Then
            assertThat(refused.getJsonObject("data").getString("code")).isEqualTo("UNAVAILABLE");
            assertThat(refused.getJsonObject("data").getBoolean("retryable")).isTrue();
            assertThat(ready(gateway)).isEqualTo("503 [\"redis\"]");
            assertThat(client.call("session.ping")).isNotNull();
            // When
            redis.begin();
            awaitRedis(client);
            client.publish(TOPIC, "e", 2);
            // Then
            assertThat(client.events(2))
                    .extracting(event -> event.getInteger("data"))
                    .containsExactly(1, 2);
            assertThat(ready(gateway)).isEqualTo("200 null");
        }
    }

    @Test
    void whoIsRefusedWhenItHasGoneLeavesNoCallBehind() {
        try (var redis = RedisServer.start(folder);
                var gateway = TestGateway.start("redis.url", redis.url());
                var client = TopicClient.of(gateway)) {
            // Given
            awaitRedis(client);
            redis.signal("STOP");
            client.send("topic.subscribe", "topic", TOPIC);
            TestGateway.until(() -> gateway.metric("trestle_calls_in_flight") == 1);
            client.socket().close();
            TestGateway.until(() -> gateway.metric("trestle_sockets") == 0);
            // When
            redis.kill();
            // Then
            TestGateway.until(() -> gateway.metric("trestle_calls_in_flight") == 0);
        }
    }

    @Test
    void subscribersAreToldOfWhatARestartOfRedisHasCost() {
        try (var redis = RedisServer.start(folder);
                var gateway = TestGateway.start("redis.url", redis.url());
                var client = TopicClient.of(gateway)) {
            // Given
            awaitRedis(client);
            client.call("topic.subscribe", "topic", TOPIC);
            client.publish(TOPIC, "e", 1);
            redis.keep();
            client.publish(TOPIC, "lost", 2);
            var lost = client.events(2).get(1);
            // When
            redis.loseWhatCameAfter();
            awaitRedis(client);
            var place = client.publish(TOPIC, "after", 3);
            // Then
            assertThat(place.getString("epoch")).isNotEqualTo(lost.getString("epoch"));
            var gap = client.notification();
            assertThat(gap.getString("method")).isEqualTo("topic.gap");
            assertThat(gap.getJsonObject("params").getString("epoch")).isEqualTo(place.getString("epoch"));
            assertThat(gap.getJsonObject("params").getLong("to")).isEqualTo(place.getLong("seq"));
            client.publish(TOPIC, "live", 7);
            assertThat(client.event().getInteger("data")).isEqualTo(7);
            // When
            var since = object("epoch", lost.getString("epoch"), "seq", lost.getLong("seq"));
            client.call("topic.unsubscribe", "topic", TOPIC);
            var again = client.call("topic.subscribe", "topic", TOPIC, "since", since);
            // Then
            assertThat(again.getBoolean("recovered")).isFalse();
        }
    }
}
