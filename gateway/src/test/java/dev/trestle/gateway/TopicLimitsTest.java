package dev.trestle.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a client and a node have enough of is refused, and the limit is named. */
class TopicLimitsTest {

    private TestGateway gateway;
    private TopicClient client;
    private TopicClient other;

    @BeforeEach
    void start() {
        gateway = TestGateway.start("topics.perConnection", "2", "topics.perNode", "3", "topics.announcedMembers", "1");
        client = TopicClient.of(gateway);
        other = TopicClient.of(gateway);
    }

    @AfterEach
    void stop() {
        client.close();
        other.close();
        gateway.close();
    }

    private static void follow(TopicClient client, String topic) {
        client.call("topic.subscribe", "topic", topic);
    }

    @Test
    void aConnectionHasSoManySubscriptions() {
        // Given
        follow(client, "topic/a");
        follow(client, "topic/b");
        // When
        var refused = client.error("topic.subscribe", "topic", "topic/c");
        // Then
        assertThat(refused.getString("message")).contains("the limit topics.perConnection is 2");
        var data = refused.getJsonObject("data");
        assertThat(data.getString("code")).isEqualTo("TOO_LARGE");
        assertThat(data.getJsonObject("details")).isEqualTo(new JsonObject().put("limit", 2));
        follow(client, "topic/b");
        client.call("topic.unsubscribe", "topic", "topic/a");
        follow(client, "topic/c");
    }

    @Test
    void aNodeHasSoManyTopics() {
        // Given
        follow(client, "topic/a");
        follow(client, "topic/b");
        follow(other, "topic/c");
        // When
        var subscribing = other.error("topic.subscribe", "topic", "topic/d");
        var publishing = other.error("topic.publish", "topic", "topic/d", "event", "e");
        // Then
        assertThat(subscribing.getString("message")).contains("the limit topics.perNode is 3");
        assertThat(publishing.getString("message")).contains("the limit topics.perNode is 3");
        assertThat(subscribing.getJsonObject("data").getString("code")).isEqualTo("BUSY");
        assertThat(publishing.getJsonObject("data").getString("code")).isEqualTo("BUSY");
        assertThat(other.publish("topic/a", "e", 1).getLong("seq")).isEqualTo(1);
        client.call("topic.unsubscribe", "topic", "topic/b");
        follow(other, "topic/d");
    }

    @Test
    void moreMembersThanThatAreNotAnnounced() {
        // Given
        follow(client, "topic/a");
        // When
        follow(other, "topic/a");
        other.call("topic.unsubscribe", "topic", "topic/a");
        // Then
        assertThat(client.soFar()).isEmpty();
    }
}
