package dev.trestle.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients of the patterns server, who may be away for a while; what they say otherwise is in a conversation file. */
class PatternsTest {

    private static final Map<String, String> NOTHING = Map.of();

    private TestGateway gateway;
    private TestAgent agent;

    private void start(String... settings) {
        var all = new ArrayList<>(List.of(settings));
        all.addAll(List.of("dialects.patterns.enabled", "true", "dialects.patterns.port", "0"));
        gateway = TestGateway.start(all.toArray(String[]::new));
        agent = new TestAgent(gateway.node());
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private RawSocket connect(String query) {
        var url = URI.create(gateway.gateway().dialects().get("patterns"));
        var socket = RawSocket.connect(url.getPort());
        assertThat(socket.send(RawSocket.upgrade("/ws" + query)).status()).isEqualTo(101);
        return socket;
    }

    /** The name in the greeting. */
    private static String greeted(RawSocket client) {
        var greeting = client.json();
        assertThat(greeting.getString("type")).isEqualTo("connection:established");
        return greeting.getJsonObject("payload").getString("clientId");
    }

    private static void say(RawSocket client, String type, Map<String, ?> payload) {
        client.text(new JsonObject()
                .put("type", type)
                .put("payload", new JsonObject().mergeIn(new JsonObject(Map.copyOf(payload))))
                .put("correlationId", type + "!")
                .encode());
    }

    /** The next message, in short: its type, what it carries beside the session, and to what it answers. */
    private static String told(RawSocket client) {
        var message = client.json();
        var payload = message.getJsonObject("payload");
        payload.remove("sessionId");
        var text = message.getString("type")
                + payload.stream().map(member -> " " + member.getValue()).reduce("", String::concat);
        return message.containsKey("correlationId") ? text + " " + message.getString("correlationId") : text;
    }

    /** A client with a session. */
    private RawSocket begun() {
        var client = connect("");
        greeted(client);
        begin(client);
        return client;
    }

    private void begin(RawSocket client) {
        say(client, "agent:start", Map.of("projectId", "p"));
        assertThat(List.of(told(client), told(client)))
                .containsExactly("status:update idle", "agent:started agent:start!");
    }

    /** Goes, and waits until that is known. */
    private static void go(RawSocket client) {
        client.send(RawSocket.frame(RawSocket.CLOSE));
        assertThat(client.next(RawSocket.CLOSE)).isNotNull();
        client.close();
    }

    @Test
    void aTurnThatFailsIsToldInThisOrder() {
        start();
        try (var client = begun()) {
            // When
            say(client, "agent:message", Map.of("content", "hello"));
            assertThat(agent.asked()).startsWith("start");
            assertThat(agent.asked()).isEqualTo("prompt hello");
            agent.tell(1, "prompt", Map.of("turn", "t-1", "content", "hello"));
            agent.say(1, "so far");
            agent.tell(1, "failed", Map.of("turn", "t-1", "code", "INTERNAL", "message", "no more"));
            // Then
            assertThat(List.of(told(client), told(client), told(client), told(client), told(client)))
                    .containsExactly(
                            "status:update streaming",
                            "stream:chunk so far",
                            "stream:error no more",
                            "status:update error",
                            "error no more agent:message!");
        }
    }

    @Test
    void aCancelIsAnsweredWhenTheTurnsHaveEnded() {
        start();
        try (var client = begun()) {
            // Given
            say(client, "agent:message", Map.of("content", "one"));
            say(client, "agent:message", Map.of("content", "two"));
            agent.tell(1, "prompt", Map.of("turn", "t-1"));
            assertThat(told(client)).isEqualTo("status:update streaming");
            // When
            say(client, "agent:cancel", NOTHING);
            IntStream.range(0, 4).forEach(any -> agent.asked());
            agent.say(1, "on its way");
            agent.tell(1, "prompt", Map.of("turn", "t-2"));
            agent.tell(1, "completed", Map.of("turn", "t-2", "stopReason", "cancelled"));
            agent.tell(1, "completed", Map.of("turn", "t-1", "stopReason", "cancelled"));
            // Then
            assertThat(List.of(told(client), told(client), told(client)))
                    .containsExactly("stream:chunk on its way", "status:update idle", "agent:cancelled agent:cancel!");
        }
    }

    /** Whatever it misses and however it goes: what the agent says comes once, in order. */
    @Test
    void aClientThatComesBackHearsWhatItMissedOnceAndInOrder() {
        start();
        var random = new Random(4);
        var client = connect("");
        var id = greeted(client);
        begin(client);
        int said = 0;
        int heard = 0;
        for (int absence = 0; absence < 12; absence++) {
            for (int i = random.nextInt(5); i > 0; i--) {
                agent.say(1, "piece " + said++);
            }
            for (; heard < said; heard++) {
                assertThat(told(client)).isEqualTo("stream:chunk piece " + heard);
            }
            // When
            var before = client;
            boolean known = random.nextBoolean();
            if (known) {
                go(before);
                for (int i = random.nextInt(8); i > 0; i--) {
                    agent.say(1, "piece " + said++);
                }
            }
            client = connect("?clientId=" + id);
            assertThat(greeted(client)).isEqualTo(id);
            if (!known) {
                assertThat(before.closeCode()).isEqualTo(1000);
                before.close();
            }
            // Then
            for (; heard < said; heard++) {
                assertThat(told(client)).isEqualTo("stream:chunk piece " + heard);
            }
        }
        client.close();
    }

    @Test
    void whatIsTooMuchToBeKeptIsToldAsAnError() {
        start("topics.historyLength", "2");
        var client = begun();
        say(client, "ping", NOTHING);
        assertThat(told(client)).isEqualTo("pong ping!");
        agent.say(1, "heard");
        var chunk = client.json();
        var id = chunk.getJsonObject("payload").getString("sessionId");
        go(client);
        // When
        IntStream.range(0, 5).forEach(i -> agent.say(1, "piece " + i));
        // Then
        try (var back = connect("?clientId=" + id)) {
            assertThat(greeted(back)).isEqualTo(id);
            assertThat(List.of(told(back), told(back)))
                    .containsExactly("stream:error what was said meanwhile is lost: 5 pieces", "status:update error");
            agent.say(1, "and on");
            assertThat(told(back)).isEqualTo("stream:chunk and on");
        }
    }

    @Test
    void aClientThatDoesNotComeBackLosesItsSession() {
        start("dialects.patterns.awayMs", "10", "dialects.patterns.agent", "codex");
        var client = begun();
        assertThat(agent.asked()).isEqualTo("start default codex null");
        // When
        go(client);
        // Then
        assertThat(agent.asked()).isEqualTo("stop a-1");
    }

    @Test
    void noMoreClientsAreExpectedThanMayBeAway() {
        start("dialects.patterns.away", "1");
        var first = begun();
        var second = begun();
        agent.asked();
        agent.asked();
        // When
        go(first);
        go(second);
        // Then
        assertThat(agent.asked()).isEqualTo("stop a-1");
    }

    @Test
    void aNameThatIsNotExpectedIsANewClient() {
        start();
        try (var client = connect("?clientId=client_1_nobody")) {
            assertThat(greeted(client)).matches("client_[0-9]{13}_[0-9a-z]{9}");
        }
    }

    @Test
    void aSessionThatHasEndedCanBeBegunAnew() {
        start();
        try (var client = begun()) {
            // When
            agent.tell(1, "status", Map.of("state", "stopped"));
            // Then
            assertThat(told(client)).isEqualTo("status:update idle");
            begin(client);
        }
    }

    @Test
    void nobodyElseIsToldWhatAnAgentSaysUnlessThatIsWanted() {
        start();
        try (var owner = begun();
                var other = begun()) {
            // When
            agent.say(1, "for the owner");
            assertThat(told(owner)).isEqualTo("stream:chunk for the owner");
            say(other, "ping", NOTHING);
            // Then
            assertThat(told(other)).isEqualTo("pong ping!");
        }
    }

    @Test
    void allAreToldWhatEveryAgentSaysWhereThatIsWanted() {
        start("dialects.patterns.toAll", "true");
        try (var early = connect("")) {
            greeted(early);
            try (var owner = begun();
                    var late = connect("")) {
                greeted(late);
                assertThat(told(early)).isEqualTo("status:update idle");
                say(late, "ping", NOTHING);
                assertThat(told(late)).isEqualTo("pong ping!");
                // When
                agent.tell(1, "prompt", Map.of("turn", "t-9"));
                agent.say(1, "hear, hear");
                agent.tell(1, "completed", Map.of("turn", "t-9", "stopReason", "end_turn"));
                // Then
                for (var client : List.of(early, owner, late)) {
                    assertThat(List.of(told(client), told(client), told(client), told(client)))
                            .containsExactly(
                                    "status:update streaming",
                                    "stream:chunk hear, hear",
                                    "stream:complete",
                                    "status:update idle");
                }
                // And its end
                agent.tell(1, "status", Map.of("state", "stopped"));
                for (var client : List.of(early, owner, late)) {
                    assertThat(told(client)).isEqualTo("status:update idle");
                }
                begin(owner);
            }
        }
    }

    @Test
    void aProjectThatIsAWorkspaceIsThatOne() {
        start();
        try (var client = connect("")) {
            greeted(client);
            // When
            say(client, "agent:start", Map.of("projectId", "other", "projectPath", "/other/src/main"));
            // Then
            assertThat(agent.asked()).startsWith("start other null src/main");
        }
    }
}
