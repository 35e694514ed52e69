package dev.trestle.it;

import static dev.trestle.it.Json.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** PROTOCOL §5 against the started jar. */
@Tag("jdk")
@ExtendWith(OneTrestle.class)
class ProtocolWalkTopicsIT {

    private final String topic = "topic/" + UUID.randomUUID();
    private StartedTrestle trestle;
    private Client one;
    private Client two;

    @BeforeEach
    void connect(StartedTrestle started) {
        trestle = started;
        one = connected();
        two = connected();
    }

    @AfterEach
    void disconnect() {
        one.close();
        two.close();
    }

    private Client connected() {
        var client = trestle.client();
        client.notification();
        return client;
    }

    private JsonNode publish(String event, Object data) {
        return two.call("topic.publish", "topic", topic, "event", event, "data", data);
    }

    /** The next event that is not about members. */
    private static JsonNode event(Client client) {
        var next = client.notification();
        while (next.at("/params/event").asText().startsWith("presence.")) {
            next = client.notification();
        }
        assertThat(next.get("method").asText()).as(next.toString()).isEqualTo("topic.event");
        return next.get("params");
    }

    @Test
    void whoWasAwayGetsWhatWasMissedAndThenWhatIsNew() {
        // Given
        one.call("topic.subscribe", "topic", topic);
        publish("e", 1);
        var known = event(one);
        one.close();
        publish("e", 2);
        publish("e", 3);
        // When
        one = connected();
        var since = object("epoch", known.get("epoch"), "seq", known.get("seq"));
        var answer = one.call("topic.subscribe", "topic", topic, "since", since);
        publish("e", 4);
        // Then
        assertThat(answer.get("recovered").asBoolean()).isTrue();
        assertThat(answer.get("seq").asLong()).isEqualTo(3);
        for (int i = 2; i <= 4; i++) {
            var event = event(one);
            assertThat(event.get("seq").asLong()).isEqualTo(i);
            assertThat(event.get("data").asInt()).isEqualTo(i);
            assertThat(event.get("epoch")).isEqualTo(known.get("epoch"));
        }
    }

    @Test
    void whatIsOfAnotherLifeIsNotRecovered() {
        // Given
        publish("e", 1);
        // When
        var answer = one.call("topic.subscribe", "topic", topic, "since", object("epoch", "another", "seq", 1));
        // Then
        assertThat(answer.get("recovered").asBoolean()).isFalse();
        assertThat(answer.get("seq").asLong()).isEqualTo(1);
    }

    @Test
    void membersAreToldOfOneAnother() {
        // Given
        one.call("topic.subscribe", "topic", topic);
        // When
        two.call("topic.subscribe", "topic", topic);
        // Then
        var joined = one.notification().get("params");
        assertThat(joined.get("event").asText()).isEqualTo("presence.joined");
        var members = two.call("topic.presence", "topic", topic).get("members");
        assertThat(members).hasSize(2).contains(joined.get("data"));
        two.call("topic.unsubscribe", "topic", topic);
        assertThat(one.notification().at("/params/event").asText()).isEqualTo("presence.left");
    }

    @Test
    void aRefusalNamesItsLimit() {
        // When
        var error = two.error("topic.publish", "topic", topic, "event", "e", "data", "x".repeat(65_536));
        // Then
        assertThat(error.at("/data/code").asText()).isEqualTo("TOO_LARGE");
        assertThat(error.at("/data/details/limit").asInt()).isEqualTo(65_536);
    }

    @Test
    void thousandSubscriptionsAreAConnectionsLimit() {
        // Given
        var begun = IntStream.range(0, 1_000)
                .mapToObj(i -> one.begin("topic.subscribe", object("topic", topic + "/" + i)))
                .toList();
        begun.forEach(answer -> assertThat(Client.answer(answer).has("result")).isTrue());
        // When
        var error = one.error("topic.subscribe", "topic", topic);
        // Then
        assertThat(error.at("/data/code").asText()).isEqualTo("TOO_LARGE");
        assertThat(error.at("/data/details/limit").asInt()).isEqualTo(1_000);
        one.call("topic.unsubscribe", "topic", topic + "/7");
        assertThat(one.call("topic.subscribe", "topic", topic).get("topic").asText())
                .isEqualTo(topic);
    }
}
