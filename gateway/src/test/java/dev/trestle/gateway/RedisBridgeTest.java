package dev.trestle.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other systems say in Redis becomes events; what cannot become one is put aside. */
class RedisBridgeTest {

    private static final String MAPPINGS = """
            [{from: "agent.*", topic: "circle/{circle_name}", event: agent_message},
             {stream: jobs, topic: "topic/jobs/{queue}", event: "{kind}"}]""";

    @TempDir
    private static Path folder;

    private static RedisServer redis;

    @BeforeAll
    static void start() {
        redis = RedisServer.start(folder);
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @BeforeEach
    void forget() {
        redis.say("FLUSHALL");
    }

    private static TestGateway gateway(String... more) {
        var settings = new String[more.length + 6];
        System.arraycopy(more, 0, settings, 6, more.length);
        settings[0] = "redis.url";
        settings[1] = redis.url();
        settings[2] = "bridge.redis";
        settings[3] = MAPPINGS;
        settings[4] = "bridge.claimMs";
        settings[5] = "200";
        var gateway = TestGateway.start(settings);
        TestGateway.until(() -> redis.say("PUBLISH agent.ready -").equals(":1"));
        TestGateway.until(() -> redis.say("XINFO GROUPS jobs").equals("*1"));
        return gateway;
    }

    private static TopicClient follower(TestGateway gateway, String topic) {
        var client = TopicClient.of(gateway);
        TestGateway.until(() -> client.ask("topic.subscribe", "topic", topic).containsKey("result"));
        return client;
    }

    private static void say(String... words) {
        assertThat(redis.ask(words)).doesNotStartWith("-");
    }

    private static String data(JsonObject event) {
        return event.getString("event") + " " + event.getValue("data");
    }

    @Test
    void aMessageOnAChannelIsAnEventOnTheTopicThatItsFieldsName() {
        try (var gateway = gateway();
                var client = follower(gateway, "circle/blue")) {
            // When
            say("PUBLISH", "agent.7", "{\"circle_name\":\"blue\",\"text\":[\"hé\",null]}");
            // Then
            assertThat(data(client.event()))
                    .isEqualTo("agent_message {\"circle_name\":\"blue\",\"text\":[\"hé\",null]}");
        }
    }

    @Test
    void clientsOfGatheRingHearItInTheirCircle() {
        try (var gateway = gateway("dialects.gathering.enabled", "true", "dialects.gathering.port", "0");
                var client = RawSocket.connect(
                        URI.create(gateway.gateway().dialects().get("gathering"))
                                .getPort())) {
            // Given
            client.send(RawSocket.upgrade("/ws/circles/blue"));
            assertThat(client.status()).isEqualTo(101);
            client.text("{\"type\":\"ping\"}");
            assertThat(client.json().getString("type")).isEqualTo("pong");
            // When
            say("PUBLISH", "agent.message", "{\"circle_name\":\"blue\",\"agent_id\":3,\"content\":\"hé\"}");
            // Then
            var message = client.json();
            assertThat(message.getString("type")).isEqualTo("agent_message");
            assertThat(message.getJsonObject("data").getInteger("agent_id")).isEqualTo(3);
            assertThat(message.getString("content")).isEqualTo("hé");
        }
    }

    @Test
    void anEntryOfAStreamIsAnEventAndIsAcknowledged() {
        try (var gateway = gateway();
                var client = follower(gateway, "topic/jobs/q1")) {
            // When
            say("XADD", "jobs", "*", "queue", "q1", "kind", "begun", "n", "1");
            say("XADD", "jobs", "*", "queue", "q1", "kind", "ended");
            // Then
            assertThat(data(client.event())).isEqualTo("begun {\"queue\":\"q1\",\"kind\":\"begun\",\"n\":\"1\"}");
            assertThat(data(client.event())).isEqualTo("ended {\"queue\":\"q1\",\"kind\":\"ended\"}");
            TestGateway.until(() -> redis.ask("XPENDING", "jobs", "trestle").startsWith("*4 :0"));
        }
    }

    @Test
    void whatCannotBecomeAnEventStopsNothingAndIsKeptWithTheReason() {
        try (var gateway = gateway("topics.eventBytes", "1000");
                var client = follower(gateway, "circle/blue");
                var jobs = follower(gateway, "topic/jobs/q1")) {
            // Given
            say("DEL", "trestle:dead-letters");
            // When
            say("PUBLISH", "agent.7", "no json");
            say("PUBLISH", "agent.7", "[1]");
            say("PUBLISH", "agent.7", "{\"text\":\"nowhere\"}");
            say("PUBLISH", "agent.7", "{\"circle_name\":\"a/b\"}");
            say("PUBLISH", "agent.7", "{\"circle_name\":\"a b\"}");
            say("PUBLISH", "agent.7", "{\"circle_name\":\"blue\",\"x\":\"" + "x".repeat(100_000) + "\"}");
            say("PUBLISH", "agent.7", "{\"circle_name\":\"blue\"}");
            say("XADD", "jobs", "*", "queue", "q1");
            say("XADD", "jobs", "*", "queue", "q1", "kind", "good");
            // Then
            assertThat(client.event().getString("event")).isEqualTo("agent_message");
            assertThat(jobs.event().getString("event")).isEqualTo("good");
            TestGateway.until(() -> redis.ask("XLEN", "trestle:dead-letters").equals(":7"));
            assertThat(redis.ask("XRANGE", "trestle:dead-letters", "-", "+"))
                    .contains("channel agent.7", "not JSON", "no json")
                    .contains("the message must be a JSON object")
                    .contains("the field circle_name is missing")
                    .contains("the field circle_name must not hold a /")
                    .contains("topic must be parts of")
                    .contains("topics.eventBytes", "100029")
                    .contains("stream jobs ", "the field kind is missing")
                    .hasSizeLessThan(80_000);
            assertThat(gateway.metric("trestle_bridge_messages_total{outcome=\"appended\"}"))
                    .isEqualTo(2);
            // Beside the first, with which the test saw that somebody listens.
            assertThat(gateway.metric("trestle_bridge_messages_total{outcome=\"refused\"}"))
                    .isGreaterThanOrEqualTo(8);
            assertThat(redis.ask("XPENDING", "jobs", "trestle")).startsWith("*4 :0");
        }
    }

    @Test
    void whatADeadConsumerLeftIsTakenOver() {
        // Given
        say("XGROUP", "CREATE", "jobs", "trestle", "0", "MKSTREAM");
        say("XADD", "jobs", "*", "queue", "q1", "kind", "left");
        say("XREADGROUP", "GROUP", "trestle", "dead", "STREAMS", "jobs", ">");
        // When
        try (var gateway = gateway();
                var client = follower(gateway, "topic/jobs/q1")) {
            // Then
            TestGateway.until(() -> redis.ask("XPENDING", "jobs", "trestle").startsWith("*4 :0"));
            var history = client.call("topic.history", "topic", "topic/jobs/q1").getJsonArray("events");
            assertThat(history).hasSize(1);
            assertThat(history.getJsonObject(0).getString("event")).isEqualTo("left");
        }
    }

    @Test
    void anEntryThatIsReadAgainIsNotPublishedAgain() {
        try (var gateway = gateway();
                var client = follower(gateway, "topic/jobs/q1")) {
            // Given
            say("XADD", "jobs", "7-1", "queue", "q1", "kind", "once");
            assertThat(client.event().getString("event")).isEqualTo("once");
            // When
            TestGateway.until(() -> redis.ask("XPENDING", "jobs", "trestle").startsWith("*4 :0"));
            say("XGROUP", "SETID", "jobs", "trestle", "0");
            say("XADD", "jobs", "*", "queue", "q1", "kind", "next");
            // Then
            assertThat(client.event().getString("event")).isEqualTo("next");
        }
    }

    @Test
    void whileRedisIsAwayNothingOfAStreamIsLost() {
        try (var gateway = gateway();
                var client = follower(gateway, "topic/jobs/q1")) {
            // Given
            say("XADD", "jobs", "*", "queue", "q1", "kind", "before");
            assertThat(client.event().getString("event")).isEqualTo("before");
            // When
            redis.kill();
            redis.begin();
            say("XADD", "jobs", "*", "queue", "q1", "kind", "after");
            // Then
            assertThat(client.event().getString("event")).isEqualTo("after");
            TestGateway.until(() -> redis.say("PUBLISH agent.ready -").equals(":1"));
        }
    }
}
