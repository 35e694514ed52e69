package dev.trestle.gateway;

import static dev.trestle.gateway.TestCluster.topicOf;
import static dev.trestle.gateway.TopicClient.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Gateways that come and go, and the topics that they own, with the history in their memory. */
class TopicOwnersTest {

    private TestCluster cluster;
    private TestGateway first;
    private TopicClient client;

    @BeforeEach
    void start() {
        cluster = new TestCluster();
        first = cluster.add();
        client = TopicClient.of(first);
    }

    @AfterEach
    void stop() {
        client.close();
        cluster.close();
    }

    /** Publishes until somebody takes it, as a client does. */
    private static JsonObject publish(TopicClient publisher, String topic, Object data) {
        JsonObject answer;
        do {
            answer = publisher.ask("topic.publish", "topic", topic, "event", "e", "data", data);
        } while (!answer.containsKey("result"));
        return answer.getJsonObject("result");
    }

    @Test
    void aNodeThatJoinsTakesOverWhatItOwnsAndNothingIsLost() {
        // Given
        var topics = IntStream.range(0, 40)
                .mapToObj(i -> "topic/" + UUID.randomUUID())
                .toList();
        var before = topics.stream()
                .map(topic -> {
                    client.call("topic.subscribe", "topic", topic);
                    var place = publish(client, topic, 1);
                    client.event();
                    return place;
                })
                .toList();
        // When
        var second = cluster.add();
        // Then
        try (var there = TopicClient.of(second)) {
            var owners = new ArrayList<Boolean>();
            for (int i = 0; i < topics.size(); i++) {
                var topic = topics.get(i);
                assertThat(there.call("topic.history", "topic", topic).getLong("seq"))
                        .isEqualTo(1);
                var place = publish(i % 2 == 0 ? client : there, topic, 2);
                assertThat(place).isEqualTo(object("epoch", before.get(i).getString("epoch"), "seq", 2));
                var event = client.event();
                assertThat(event.getString("topic")).isEqualTo(topic);
                assertThat(event.getLong("seq")).isEqualTo(2);
                owners.add(TestCluster.owns(second, topic, first, second));
            }
            assertThat(owners).as("both own some").contains(true, false);
        }
    }

    @Test
    void aNodeThatIsStoppedHandsOverAndNothingIsLost() {
        // Given
        var second = cluster.add();
        var topic = topicOf(second, first, second);
        client.call("topic.subscribe", "topic", topic);
        var before = publish(client, topic, 1);
        // When
        TestGateway.await(second.gateway().drain());
        second.close();
        // Then
        var after = publish(client, topic, 2);
        assertThat(after).isEqualTo(object("epoch", before.getString("epoch"), "seq", 2));
        assertThat(client.events(2).stream().map(event -> event.getInteger("data")))
                .containsExactly(1, 2);
        assertThat(client.call("topic.presence", "topic", topic).getJsonArray("members"))
                .hasSize(1);
    }

    @Test
    void whenTheOwnerDiesItsTopicsBeginAnewAndSubscribersAreTold() {
        // Given
        var second = cluster.add();
        var topic = topicOf(second, first, second);
        client.call("topic.subscribe", "topic", topic);
        var before = publish(client, topic, 1);
        client.event();
        // When
        second.close();
        var gap = client.notification();
        var after = publish(client, topic, 2);
        // Then
        assertThat(gap.getString("method")).isEqualTo("topic.gap");
        assertThat(gap.getJsonObject("params").getString("epoch"))
                .isEqualTo(after.getString("epoch"))
                .isNotEqualTo(before.getString("epoch"));
        assertThat(client.event().getInteger("data")).isEqualTo(2);
    }

    @Test
    void whenANodeDiesItsMembersLeaveAndTheOthersHearOfIt() {
        // Given
        var second = cluster.add();
        var topic = topicOf(first, first, second);
        client.call("topic.subscribe", "topic", topic);
        TopicClient.of(second).call("topic.subscribe", "topic", topic);
        client.event();
        // When
        second.close();
        // Then
        assertThat(client.event().getString("event")).isEqualTo("presence.left");
        assertThat(client.call("topic.presence", "topic", topic).getJsonArray("members"))
                .hasSize(1);
    }

    @Test
    void whenTheOwnerDiesTheOthersHearWhoLeftWithIt() {
        // Given
        var second = cluster.add();
        var third = cluster.add();
        var topics = List.of(topicOf(second, first, second, third), topicOf(second, first, second, third));
        try (var there = TopicClient.of(third)) {
            for (var topic : topics) {
                TopicClient.of(second).call("topic.subscribe", "topic", topic);
                client.call("topic.subscribe", "topic", topic);
                there.call("topic.subscribe", "topic", topic);
            }
            // When
            second.close();
            // Then
            assertThat(whoLeft(client, topics)).hasSize(2).isEqualTo(whoLeft(there, topics));
            topics.forEach(topic -> assertThat(
                            client.call("topic.presence", "topic", topic).getJsonArray("members"))
                    .hasSize(2));
        }
    }

    /** For each of {@code topics}, who is said to have left after another epoch has begun. */
    private static Set<JsonObject> whoLeft(TopicClient client, List<String> topics) {
        var anew = new HashSet<String>();
        var left = new HashSet<JsonObject>();
        while (left.size() < topics.size()) {
            var next = client.notification();
            var params = next.getJsonObject("params");
            if (next.getString("method").equals("topic.gap")) {
                anew.add(params.getString("topic"));
            } else if (anew.contains(params.getString("topic"))
                    && params.getString("event").equals("presence.left")) {
                left.add(params.getJsonObject("data"));
            }
        }
        return left;
    }

    @Test
    void theSameKeyAppendsOnceThoughTheTopicGoesToAnotherNodeAndBack() {
        // Given
        var topics = IntStream.range(0, 20)
                .mapToObj(i -> "topic/" + UUID.randomUUID())
                .toList();
        var before = topics.stream().map(topic -> publishOnce(first, topic)).toList();
        // When
        var second = cluster.add();
        // Then
        assertThat(topics.stream().map(topic -> publishOnce(second, topic))).isEqualTo(before);
        // When
        TestGateway.await(second.gateway().drain());
        second.close();
        // Then
        assertThat(topics.stream().map(topic -> publishOnce(first, topic))).isEqualTo(before);
        topics.forEach(
                topic -> assertThat(client.call("topic.history", "topic", topic).getJsonArray("events"))
                        .hasSize(1));
    }

    /** Publishes with a key, until somebody takes it. */
    private static String publishOnce(TestGateway at, String topic) {
        HttpResponse<String> answer;
        do {
            answer = at.http(
                    "POST",
                    "/api/v1/topics/" + topic,
                    "{\"event\":\"e\"}",
                    "Authorization",
                    "Bearer " + TestGateway.TOKEN,
                    "Idempotency-Key",
                    "k");
        } while (answer.statusCode() == 503);
        return answer.body();
    }

    @Test
    void nothingIsLostWhileOneLeavesAndOthersComeAtTheSameTime() {
        // Given
        var leaver = cluster.add();
        var topics = IntStream.range(0, 30)
                .mapToObj(i -> "topic/" + UUID.randomUUID())
                .toList();
        var before = topics.stream()
                .map(topic -> publish(client, topic, 0).getString("epoch"))
                .toList();
        // When
        var left = leaver.gateway().drain();
        var joining = CompletableFuture.runAsync(cluster::add);
        var rounds = 0;
        while (rounds < 3 || !left.isComplete() || !joining.isDone()) {
            rounds++;
            for (var topic : topics) {
                publish(client, topic, rounds);
            }
        }
        joining.join();
        // Then
        var expected = IntStream.rangeClosed(0, rounds).boxed().toList();
        for (int i = 0; i < topics.size(); i++) {
            var history = client.call("topic.history", "topic", topics.get(i), "limit", 1_000);
            assertThat(history.getString("epoch")).isEqualTo(before.get(i));
            assertThat(history.getJsonArray("events").stream().map(event -> ((JsonObject) event).getInteger("data")))
                    .isEqualTo(expected);
        }
    }

    @Test
    void publishersAndSubscribersOnAllNodesAgreeWhileNodesComeAndGo() {
        // Given
        var topic = "topic/" + UUID.randomUUID();
        var readers = new ArrayList<TopicClient>(List.of(client));
        client.call("topic.subscribe", "topic", topic);
        int published = 0;
        // When
        for (int round = 0; round < 2; round++) {
            var more = cluster.add();
            var reader = TopicClient.of(more);
            for (int i = 0; i < 50; i++) {
                publish(i % 2 == 0 ? client : reader, topic, published++);
            }
            if (round % 2 == 0) {
                TestGateway.await(more.gateway().drain());
                more.close();
            } else {
                readers.add(reader);
            }
        }
        // Then
        var seqs = client.events(published).stream()
                .map(event -> event.getInteger("data"))
                .toList();
        assertThat(seqs).isEqualTo(IntStream.range(0, published).boxed().toList());
    }
}
