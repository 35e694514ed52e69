package dev.trestle.gateway;

import static dev.trestle.gateway.TestCluster.topicOf;
import static dev.trestle.gateway.TopicClient.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Handler;
import io.vertx.core.eventbus.DeliveryContext;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PROTOCOL §5 with two gateways in one cluster: it does not matter which of them a client uses. */
class TopicsInClusterTest {

    private static TestCluster cluster;
    private static TestGateway owner;
    private static TestGateway other;

    private TopicClient atOwner;
    private TopicClient atOther;
    private String topic;

    @BeforeAll
    static void start() {
        cluster = new TestCluster();
        owner = cluster.add();
        other = cluster.add();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @BeforeEach
    void connect() {
        atOwner = TopicClient.of(owner);
        atOther = TopicClient.of(other);
        topic = topicOf(owner, owner, other);
    }

    @AfterEach
    void disconnect() {
        atOwner.close();
        atOther.close();
    }

    private JsonObject fill(TopicClient publisher, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> publisher.publish(topic, "e", i))
                .reduce((before, last) -> last)
                .orElseThrow();
    }

    private int members(TopicClient client) {
        return client.call("topic.presence", "topic", topic)
                .getJsonArray("members")
                .size();
    }

    private static List<Long> numbers(List<JsonObject> events) {
        return events.stream().map(event -> event.getLong("seq")).toList();
    }

    private static List<Long> range(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsPublishedAtOneIsHeardAtTheOther(boolean publishedAtOwner) {
        // Given
        var publisher = publishedAtOwner ? atOwner : atOther;
        var subscriber = publishedAtOwner ? atOther : atOwner;
        var place = subscriber.call("topic.subscribe", "topic", topic);
        // When
        var last = fill(publisher, 200);
        // Then
        var events = subscriber.events(200);
        assertThat(numbers(events)).isEqualTo(range(1, 200));
        assertThat(events)
                .allSatisfy(event -> assertThat(event.getString("epoch")).isEqualTo(place.getString("epoch")));
        assertThat(last).isEqualTo(object("epoch", place.getString("epoch"), "seq", 200));
    }

    @Test
    void historyAndPresenceAreTheSameEverywhere() {
        // Given
        fill(atOther, 3);
        atOwner.call("topic.subscribe", "topic", topic);
        atOther.call("topic.subscribe", "topic", topic);
        // Then
        assertThat(atOther.call("topic.history", "topic", topic))
                .isEqualTo(atOwner.call("topic.history", "topic", topic));
        assertThat(atOther.call("topic.presence", "topic", topic))
                .isEqualTo(atOwner.call("topic.presence", "topic", topic));
        assertThat(members(atOwner)).isEqualTo(2);
    }

    @Test
    void membersHearOfOneAnother() {
        // Given
        atOwner.call("topic.subscribe", "topic", topic);
        // When
        atOther.call("topic.subscribe", "topic", topic);
        // Then
        var joined = atOwner.event();
        assertThat(joined.getString("event")).isEqualTo("presence.joined");
        atOther.close();
        var left = atOwner.event();
        assertThat(left.getString("event")).isEqualTo("presence.left");
        assertThat(left.getValue("data")).isEqualTo(joined.getValue("data"));
    }

    @Test
    void whoLeavesIsNoMemberForLongAlthoughTheWordOfItIsLost() {
        // Given
        atOwner.call("topic.subscribe", "topic", topic);
        atOther.call("topic.subscribe", "topic", topic);
        Handler<DeliveryContext<Object>> losing = delivery -> {
            if (!"EXIT".equals(delivery.message().headers().get("question"))) {
                delivery.next();
            }
        };
        var bus = other.node().vertx().eventBus();
        bus.addOutboundInterceptor(losing);
        try {
            // When
            atOther.call("topic.unsubscribe", "topic", topic);
            // Then
            TestGateway.until(() -> members(atOwner) == 1);
        } finally {
            bus.removeOutboundInterceptor(losing);
        }
    }

    /** One who comes is answered where the topic is by then, and may know sooner than those who are there already. */
    @Test
    void whoIsThereHearsOfEachOneWhoComes() {
        // Given
        atOther.call("topic.subscribe", "topic", topic);
        for (int i = 1; i <= 50; i++) {
            // When
            try (var comer = TopicClient.of(other)) {
                comer.call("topic.subscribe", "topic", topic);
                // Then
                assertThat(atOther.event().getString("event")).isEqualTo("presence.joined");
            }
            assertThat(atOther.event().getString("event")).isEqualTo("presence.left");
        }
    }

    @Test
    void whoComesBackElsewhereGetsWhatWasMissed() {
        // Given
        var known = fill(atOwner, 5);
        fill(atOwner, 1_500);
        // When
        var answer = atOther.call("topic.subscribe", "topic", topic, "since", known);
        fill(atOther, 1);
        // Then
        assertThat(answer.getBoolean("recovered")).as("a thousand are kept").isFalse();
        assertThat(atOther.event().getLong("seq")).isEqualTo(1_506);
        var recent = object("epoch", known.getString("epoch"), "seq", 600);
        assertThat(atOther.call("topic.subscribe", "topic", topic, "since", recent)
                        .getBoolean("recovered"))
                .isTrue();
        assertThat(numbers(atOther.events(906))).isEqualTo(range(601, 1_506));
    }

    @Test
    void theSameKeyAppendsOnceWhereverItIsUsed() {
        // Given
        var path = "/api/v1/topics/" + topic;
        var headers = new String[] {"Authorization", "Bearer " + TestGateway.TOKEN, "Idempotency-Key", "k"};
        // When
        var first = other.http("POST", path, "{\"event\":\"e\",\"data\":1}", headers);
        var again = owner.http("POST", path, "{\"event\":\"e\",\"data\":1}", headers);
        var different = other.http("POST", path, "{\"event\":\"e\",\"data\":2}", headers);
        // Then
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        TestGateway.assertError(different, 409, "CONFLICT");
    }

    @Test
    void whoUnsubscribedHearsNothingMore() {
        // Given
        atOther.call("topic.subscribe", "topic", topic);
        fill(atOwner, 1);
        atOther.event();
        // When
        atOther.call("topic.unsubscribe", "topic", topic);
        fill(atOwner, 1);
        // Then
        assertThat(atOther.call("topic.presence", "topic", topic).getJsonArray("members"))
                .isEmpty();
        assertThat(atOther.soFar()).isEmpty();
    }

    @Test
    void whatDoesNotGoToTheOtherNodeAtOnceIsReadThereOutOfTheLog() {
        // Given
        atOther.call("topic.subscribe", "topic", topic);
        var events = new JsonArray();
        IntStream.range(0, 14)
                .mapToObj(i -> object("event", "e", "data", "x".repeat(60_000)))
                .forEach(events::add);
        // When
        var published = owner.http(
                "POST", "/api/v1/topics/" + topic, events.encode(), "Authorization", "Bearer " + TestGateway.TOKEN);
        // Then
        assertThat(published.statusCode()).as(published.body()).isEqualTo(200);
        assertThat(numbers(atOther.events(14))).isEqualTo(range(1, 14));
        fill(atOwner, 1);
        assertThat(atOther.event().getLong("seq")).isEqualTo(15);
    }
}
