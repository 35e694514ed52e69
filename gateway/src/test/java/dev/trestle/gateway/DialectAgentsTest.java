package dev.trestle.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What clients of dialects hear of agents that others talk to, whenever those begin. */
class DialectAgentsTest {

    private TestGateway gateway;
    private TestAgent agent;

    private RawSocket connect(String dialect, String path) {
        gateway = TestGateway.start("dialects." + dialect + ".enabled", "true", "dialects." + dialect + ".port", "0");
        agent = new TestAgent(gateway.node());
        agent.place(1);
        return connectTo(dialect, path);
    }

    private RawSocket connectTo(String dialect, String path) {
        var url = URI.create(gateway.gateway().dialects().get(dialect));
        var socket = RawSocket.connect(url.getPort()).send(RawSocket.upgrade(path));
        assertThat(socket.status()).isEqualTo(101);
        return socket;
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void aClientOfClusoHearsEachAnswerByItself() {
        try (var client = connect("cluso", "/ws")) {
            // Given
            client.json();
            subscribe(client);
            client.json();
            // When
            agent.open(2);
            agent.say(1, "one");
            agent.say(2, "two");
            agent.say(1, "more");
            agent.tell(1, "completed", Map.of("turn", "t-1", "stopReason", "end_turn"));
            agent.close(2);
            // Then
            var answers = new HashMap<Integer, String>();
            for (int i = 0; i < 5; i++) {
                var data = client.json().getJsonObject("data");
                boolean first = data.getString("id").equals(agent.session(1) + "/t-1");
                if (!first) {
                    assertThat(data.getString("id")).isEqualTo(agent.session(2) + "/t-1");
                }
                answers.merge(first ? 1 : 2, describe(data), (before, now) -> before + " " + now);
            }
            assertThat(answers.get(1)).isEqualTo("0:one 1:more 2:.");
            assertThat(answers.get(2)).isEqualTo("0:two 1:.");
        }
    }

    private static String describe(JsonObject data) {
        return data.getInteger("index") + ":" + data.getString("chunk") + (data.getBoolean("finished") ? "." : "");
    }

    @Test
    void aClientOfGatheringHearsAgentsComeAndGo() {
        try (var client = connect("gathering", "/ws/agents/demo")) {
            // Given
            client.text("{\"type\":\"ping\"}");
            assertThat(client.json().getString("type")).isEqualTo("pong");
            // When
            agent.say(1, "there before");
            assertTold(client, "agent_message", 1);
            agent.open(2);
            assertTold(client, "agent_joined", 2);
            agent.say(2, "new");
            assertTold(client, "agent_message", 2);
            agent.close(2);
            assertTold(client, "agent_left", 2);
            // And who lost track looks again
            agent.place(3);
            agent.overflow();
            // Then
            assertTold(client, "agent_joined", 3);
        }
    }

    @Test
    void whoLeavesBeforeTheListHasComeFollowsNothing() {
        // Given
        var list = Promise.<Void>promise();
        try (var client = connect("cluso", "/ws")) {
            agent.answersAfter(list.future());
            subscribe(client);
            assertThat(agent.asked()).isEqualTo("sessions");
        }
        // When
        TestGateway.until(() -> members("workspace/default/agents") == 0);
        list.complete();
        // Then
        try (var other = connectTo("cluso", "/ws")) {
            subscribe(other);
            other.json();
            assertThat(other.json().getJsonObject("data").getString("status")).isEqualTo("subscribed");
            assertThat(members("agent/" + agent.session(1))).isEqualTo(1);
        }
    }

    private static void subscribe(RawSocket client) {
        client.text("{\"type\":\"subscribe\",\"channel\":\"ai-response\"}");
    }

    /** How many follow {@code topic}. */
    private int members(String topic) {
        var answer = gateway.call(
                "topic.presence", new JsonObject().put("topic", topic).encode());
        return new JsonObject(answer.body()).getJsonArray("members").size();
    }

    private void assertTold(RawSocket client, String type, int session) {
        var told = client.json();
        assertThat(told.getString("type")).isEqualTo(type);
        assertThat(told.getJsonObject("data").getString("session")).isEqualTo(agent.session(session));
    }
}
