package dev.trestle.gateway;

import static dev.trestle.gateway.TopicClient.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PROTOCOL §5 over WebSockets. */
class TopicsTest {

    private static TestGateway gateway;

    private final String topic = "topic/" + UUID.randomUUID();
    private TopicClient one;
    private TopicClient two;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start("topics.historyLength", "100", "topics.eventBytes", "2000");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void connect() {
        one = TopicClient.of(gateway);
        two = TopicClient.of(gateway);
    }

    @AfterEach
    void disconnect() {
        one.close();
        two.close();
    }

    private JsonObject subscribe(TopicClient client, JsonObject since) {
        return since == null
                ? client.call("topic.subscribe", "topic", topic)
                : client.call("topic.subscribe", "topic", topic, "since", since);
    }

    private JsonObject fill(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> two.publish(topic, "e", i))
                .reduce((before, last) -> last)
                .orElseThrow();
    }

    private static List<Integer> data(List<JsonObject> events) {
        return events.stream().map(event -> event.getInteger("data")).toList();
    }

    @Test
    void anEventReachesASubscriberAsItWasPublished() {
        // Given
        var place = subscribe(one, null);
        assertThat(place.fieldNames()).containsExactlyInAnyOrder("topic", "epoch", "seq", "recovered");
        assertThat(place.getLong("seq")).isZero();
        assertThat(place.getBoolean("recovered")).isFalse();
        var data = object(
                "text", "é€😀\"\\\u0000", "list", new JsonArray().add(1.50).add(object()), "big", 9007199254740993L);
        // When
        var published = two.publish(topic, "changed", data);
        // Then
        var event = one.event();
        assertThat(event.getLong("time")).isBetween(System.currentTimeMillis() - 60_000, System.currentTimeMillis());
        event.remove("time");
        assertThat(event)
                .isEqualTo(object(
                        "topic", topic, "epoch", place.getString("epoch"), "seq", 1, "event", "changed", "data", data));
        assertThat(published).isEqualTo(object("epoch", place.getString("epoch"), "seq", 1));
    }

    @Test
    void dataMayBeAnyJsonOrNothing() {
        // Given
        subscribe(one, null);
        // When
        for (var data : new Object[] {1.25, "text", true, new JsonArray(), object()}) {
            two.publish(topic, "e", data);
        }
        two.call("topic.publish", "topic", topic, "event", "e");
        two.call("topic.publish", "topic", topic, "event", "e", "data", null);
        // Then
        var events = one.events(7);
        assertThat(events.subList(0, 5).stream().map(event -> event.getValue("data")))
                .containsExactly(1.25, "text", true, new JsonArray(), object());
        assertThat(events.subList(5, 7))
                .allSatisfy(event -> assertThat(event.containsKey("data")).isFalse());
    }

    @Test
    void whoComesBackGetsWhatWasMissedBetweenTheAnswerAndWhatIsNew() {
        // Given
        var known = fill(3);
        fill(5);
        // When
        int id = one.send("topic.subscribe", "topic", topic, "since", known);
        var answer = one.socket().json();
        // Then
        assertThat(answer.getInteger("id")).isEqualTo(id);
        assertThat(answer.getJsonObject("result"))
                .isEqualTo(object("topic", topic, "epoch", known.getString("epoch"), "seq", 8, "recovered", true));
        fill(1);
        assertThat(data(one.events(6))).containsExactly(0, 1, 2, 3, 4, 0);
    }

    @Test
    void whoKnowsTheEndHasMissedNothing() {
        // Given
        var known = fill(3);
        // When
        var answer = subscribe(one, known);
        // Then
        assertThat(answer.getBoolean("recovered")).isTrue();
        fill(1);
        assertThat(one.event().getLong("seq")).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({"true, 49", "true, 151", "false, 100"})
    void whatCannotBeRecoveredIsSaidSo(boolean sameEpoch, long seq) {
        // Given
        var end = fill(150);
        // When
        var answer = subscribe(one, object("epoch", sameEpoch ? end.getString("epoch") : "other", "seq", seq));
        // Then
        assertThat(answer.getBoolean("recovered")).isFalse();
        assertThat(answer.getLong("seq")).isEqualTo(150);
        fill(1);
        assertThat(one.event().getLong("seq")).isEqualTo(151);
    }

    @Test
    void theLastEventThatIsStillKeptCanBeRecovered() {
        // Given
        var end = fill(150);
        // When
        var answer = subscribe(one, object("epoch", end.getString("epoch"), "seq", 50));
        // Then
        assertThat(answer.getBoolean("recovered")).isTrue();
        assertThat(one.events(100))
                .extracting(event -> event.getLong("seq"))
                .startsWith(51L)
                .endsWith(150L);
    }

    @Test
    void subscribingAgainBeginsAnew() {
        // Given
        subscribe(one, null);
        var first = fill(1);
        fill(2);
        one.events(3);
        // When
        subscribe(one, first);
        // Then
        fill(1);
        assertThat(one.events(3)).extracting(event -> event.getLong("seq")).containsExactly(2L, 3L, 4L);
        assertThat(one.soFar()).isEmpty();
        assertThat(one.call("topic.presence", "topic", topic).getJsonArray("members"))
                .hasSize(1);
    }

    @Test
    void afterUnsubscribingNothingComes() {
        // Given
        subscribe(one, null);
        fill(1);
        one.event();
        // When
        assertThat(one.call("topic.unsubscribe", "topic", topic)).isEqualTo(object());
        // Then
        fill(1);
        assertThat(one.soFar()).isEmpty();
        assertThat(one.call("topic.unsubscribe", "topic", topic)).isEqualTo(object());
    }

    @Test
    void whatOneConnectionSendsHappensInThatOrder() {
        for (int round = 0; round < 20; round++) {
            // When
            one.send("topic.publish", "topic", topic, "event", "before");
            int subscribed = one.send("topic.subscribe", "topic", topic);
            one.send("topic.publish", "topic", topic, "event", "within");
            one.send("topic.unsubscribe", "topic", topic);
            int last = one.send("topic.publish", "topic", topic, "event", "after");
            // Then
            assertThat(one.answer(subscribed).getJsonObject("result").getLong("seq"))
                    .isEqualTo(round * 3 + 1);
            assertThat(one.answer(last).getJsonObject("result").getLong("seq")).isEqualTo(round * 3 + 3);
            assertThat(one.soFar())
                    .allSatisfy(
                            event -> assertThat(event.getJsonObject("params").getString("event"))
                                    .isEqualTo("within"))
                    .hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void aSubscriptionWaitsForNoSlowCall() {
        // Given
        IntStream.range(0, 64).forEach(i -> one.send("test.wait", "key", topic + i));
        // When
        var answer = subscribe(one, null);
        // Then
        assertThat(answer.getString("topic")).isEqualTo(topic);
        one.publish(topic, "e", 1);
        assertThat(one.event().getLong("seq")).isEqualTo(1);
    }

    @Test
    void historyIsReadPageByPage() {
        // Given
        var end = fill(120);
        // When
        var last = one.call("topic.history", "topic", topic, "limit", 2);
        var first = one.call(
                "topic.history", "topic", topic, "limit", 10_000, "since", object("epoch", "other", "seq", 119));
        var next = one.call(
                "topic.history",
                "topic",
                topic,
                "limit",
                3,
                "since",
                object("epoch", end.getString("epoch"), "seq", 116));
        // Then
        assertThat(last.getLong("seq")).isEqualTo(120);
        assertThat(last.getString("epoch")).isEqualTo(end.getString("epoch"));
        assertThat(seqs(last)).containsExactly(119L, 120L);
        assertThat(seqs(first)).hasSize(100).startsWith(21L).endsWith(120L);
        assertThat(seqs(next)).containsExactly(117L, 118L, 119L);
        assertThat(last.getJsonArray("events").getJsonObject(1).fieldNames())
                .containsExactly("topic", "epoch", "seq", "event", "data", "time");
    }

    @Test
    void anAnswerWithHistoryIsNoLongerThanAMessageMayBe() {
        // Given
        var events =
                IntStream.range(0, 10_000).mapToObj(i -> "{\"event\":\"e\"}").toList();
        var name = topic + "x".repeat(150);
        try (var large = TestGateway.start("topics.historyLength", "10000");
                var client = TopicClient.of(large)) {
            large.http(
                    "POST",
                    "/api/v1/topics/" + name,
                    events.toString(),
                    "Authorization",
                    "Bearer " + TestGateway.TOKEN);
            // When
            var page = client.call("topic.history", "topic", name, "limit", 10_000);
            // Then
            assertThat(page.encode().length()).isBetween(200_000, 1_048_576);
            assertThat(seqs(page)).endsWith(10_000L);
        }
    }

    private static List<Long> seqs(JsonObject history) {
        return history.getJsonArray("events").stream()
                .map(event -> ((JsonObject) event).getLong("seq"))
                .toList();
    }

    @Test
    void theHistoryOfATopicThatNobodyUsedIsEmpty() {
        assertThat(one.call("topic.history", "topic", topic).getJsonArray("events"))
                .isEmpty();
    }

    @Test
    void membersSeeOneAnotherComeAndGo() {
        // Given
        subscribe(one, null);
        assertThat(one.call("topic.presence", "topic", topic).getJsonArray("members"))
                .hasSize(1);
        // When
        subscribe(two, null);
        var members = one.call("topic.presence", "topic", topic).getJsonArray("members");
        two.close();
        // Then
        assertThat(members).hasSize(2);
        var second = members.getJsonObject(1);
        assertThat(second.getString("principal")).isEqualTo("owner");
        assertThat(second.getString("connectionId")).startsWith("c-");
        assertThat(second.getLong("since")).isLessThanOrEqualTo(System.currentTimeMillis());
        var joined = one.event();
        assertThat(joined.getString("event")).isEqualTo("presence.joined");
        assertThat(joined.getJsonObject("data")).isEqualTo(second);
        var left = one.event();
        assertThat(left.getString("event")).isEqualTo("presence.left");
        assertThat(left.getJsonObject("data")).isEqualTo(second);
        assertThat(left.getLong("seq")).isEqualTo(joined.getLong("seq") + 1);
        assertThat(one.call("topic.presence", "topic", topic).getJsonArray("members"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"topic.subscribe", "topic.unsubscribe", "topic.publish", "topic.history", "topic.presence"})
    void whatIsNoTopicIsRefusedWithAWord(String operation) {
        assertThat(one.error(operation, "topic", "elsewhere/x", "event", "e").getString("message"))
                .isEqualTo("topic must begin with workspace/, circle/, agent/ or topic/");
        assertThat(one.error(operation, "event", "e").getString("message")).isEqualTo("topic is required");
        assertThat(one.code(operation, "topic", 7, "event", "e")).isEqualTo("INVALID_ARGUMENT");
        assertThat(one.code(operation, "topic", "workspace/nobody-s/git", "event", "e"))
                .isEqualTo("NOT_FOUND");
    }

    @ParameterizedTest
    @CsvSource({
        "topic/x, , event is required",
        "topic/x, '', event must be 1 to 64 of A-Z a-z 0-9 . _ : - and begin with a letter or a digit",
        "topic/x, presence.joined, event must not begin with presence."
    })
    void whatIsNoEventIsRefusedWithAWord(String name, String event, String sentence) {
        assertThat(one.error("topic.publish", "topic", name, "event", event).getString("message"))
                .isEqualTo(sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"workspace/default/files", "workspace/default/terminals", "agent/s"})
    void whatTrestleFeedsNoClientPublishes(String name) {
        assertThat(one.code("topic.publish", "topic", name, "event", "changed")).isEqualTo("FORBIDDEN");
        assertThat(one.call("topic.subscribe", "topic", name).getString("topic"))
                .isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"workspace/default/diagnostics", "circle/red", "topic/a/b"})
    void elsewhereClientsPublish(String name) {
        assertThat(one.publish(name, "e", 1).getLong("seq")).isPositive();
    }

    @Test
    void anEventHasALimit() {
        // When
        var refused = one.error("topic.publish", "topic", topic, "event", "e", "data", "x".repeat(1999));
        // Then
        assertThat(refused.getJsonObject("data").getString("code")).isEqualTo("TOO_LARGE");
        assertThat(refused.getJsonObject("data").getJsonObject("details")).isEqualTo(object("limit", 2000));
        assertThat(one.publish(topic, "e", "x".repeat(1998)).getLong("seq")).isEqualTo(1);
    }

    @Test
    void aNotificationPublishesAndAnswersNothing() {
        // Given
        subscribe(one, null);
        // When
        two.socket()
                .text("{\"jsonrpc\":\"2.0\",\"method\":\"topic.publish\",\"params\":{\"topic\":\"" + topic
                        + "\",\"event\":\"e\"}}");
        // Then
        assertThat(one.event().getString("event")).isEqualTo("e");
        assertThat(two.soFar()).isEmpty();
    }

    @Test
    void largeEventsAndSmallOnesComeWhole() {
        // Given
        subscribe(one, null);
        // When
        for (int size : new int[] {1, 20, 60, 100, 300, 1_990}) {
            two.publish(topic, "e", "x".repeat(size));
        }
        // Then
        assertThat(one.events(6))
                .extracting(event -> event.getString("data").length())
                .containsExactly(1, 20, 60, 100, 300, 1_990);
    }
}
