package dev.trestle.it;

import static dev.trestle.it.Json.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trestle.bus.Owners;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PROTOCOL §5 with two started jars in one cluster and the history in Redis, when the owner of a topic dies or stands still. */
class TopicClusterIT {

    /** A client of one node, and what that calls itself. */
    private record At(Client client, String node, String connection) {
        static At of(StartedTrestle trestle) {
            var client = trestle.client();
            var ready = client.notification();
            return new At(
                    client,
                    ready.at("/params/node").asText(),
                    ready.at("/params/connectionId").asText());
        }

        /** The next event that is not about members. */
        JsonNode event() {
            JsonNode next;
            do {
                next = client.notification();
                assertThat(next.get("method").asText()).as(next.toString()).isEqualTo("topic.event");
            } while (next.at("/params/event").asText().startsWith("presence."));
            return next.get("params");
        }
    }

    @TempDir
    private static Path folder;

    private static Map<String, String> settings;
    private static Launched redis;
    private static Neighbourhood neighbourhood;

    private StartedTrestle doomed;
    private At there;
    private At here;
    private String topic;

    @BeforeAll
    static void start() {
        int port = Neighbourhood.freePort();
        var command = "exec redis-server --bind 127.0.0.1 --port " + port + " --appendonly yes --dir " + folder;
        redis = Launched.start(folder, Map.of("PATH", "/usr/bin:/bin:/usr/local/bin"), List.of("sh", "-c", command));
        redis.line(line -> line.contains("Ready to accept connections"));
        settings = Map.of("TRESTLE_REDIS_URL", "redis://127.0.0.1:" + port, "TRESTLE_NODE_ROLES", "[gateway]");
        neighbourhood = new Neighbourhood(folder, settings);
    }

    @AfterAll
    static void stop() {
        neighbourhood.close();
        redis.close();
    }

    @BeforeEach
    void join() {
        var joining = new HashMap<>(settings);
        joining.putAll(StartedTrestle.WITH_TOKEN);
        joining.put("TRESTLE_CLUSTER_ENABLED", "true");
        joining.put("TRESTLE_CLUSTER_PORT", Integer.toString(Neighbourhood.freePort()));
        joining.put("TRESTLE_CLUSTER_MEMBERS", "[" + neighbourhood.member() + "]");
        doomed = StartedTrestle.of(folder, joining);
        there = At.of(doomed);
        here = At.of(neighbourhood.trestle());
        var nodes = Stream.of(there.node(), here.node()).sorted().toList();
        topic = Stream.generate(() -> "topic/" + UUID.randomUUID())
                .filter(name -> new Owners(nodes, there.node()).mine(name))
                .findFirst()
                .orElseThrow();
        here.client().call("topic.subscribe", "topic", topic);
        there.client().call("topic.subscribe", "topic", topic);
        publish(1, 20);
        assertThat(data(here, 20)).isEqualTo(range(1, 20));
    }

    @AfterEach
    void leave() {
        here.client().close();
        there.client().close();
        doomed.process().close();
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.rangeClosed(from, to).boxed().toList();
    }

    private static List<Integer> data(At at, int count) {
        return Stream.generate(at::event)
                .limit(count)
                .map(event -> event.get("data").asInt())
                .toList();
    }

    /** As a client does that wants each of these numbers in the log once: what was refused is tried again. */
    private void publish(int from, int to) {
        for (int i = from; i <= to; i++) {
            var params = object("topic", topic, "event", "e", "data", i);
            await().atMost(Launched.PATIENCE)
                    .until(() -> Client.answer(here.client().begin("topic.publish", params))
                            .has("result"));
        }
    }

    private JsonNode history() {
        return here.client().call("topic.history", "topic", topic, "limit", 10_000);
    }

    private int members() {
        return here.client()
                .call("topic.presence", "topic", topic)
                .get("members")
                .size();
    }

    /** Whether the topic tells that the member {@code gone} has left. */
    private boolean hasLeft(At gone) {
        for (var event : history().get("events")) {
            if (event.get("event").asText().equals("presence.left")) {
                assertThat(event.at("/data/connectionId").asText()).isEqualTo(gone.connection());
                return true;
            }
        }
        return false;
    }

    @Test
    void whenTheOwnerIsKilledSubscribersMissNothingAndHearThatItsMembersAreGone() {
        // Given
        var epoch = history().get("epoch");
        assertThat(members()).isEqualTo(2);
        // When
        doomed.process().close();
        long killed = System.nanoTime();
        publish(21, 40);
        // Then
        assertThat(data(here, 20)).isEqualTo(range(21, 40));
        assertThat(history().get("epoch")).isEqualTo(epoch);
        await().atMost(Duration.ofSeconds(10)).until(() -> members() == 1 && hasLeft(there));
        assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void anOwnerThatStoodStillDoesNoHarmAndItsSubscribersMissNothing() {
        // Given
        var epoch = history().get("epoch");
        assertThat(data(there, 20)).isEqualTo(range(1, 20));
        // When
        doomed.process().signal("STOP");
        CompletableFuture<JsonNode> late =
                there.client().begin("topic.publish", object("topic", topic, "event", "late", "data", 0));
        publish(21, 40);
        doomed.process().signal("CONT");
        // Then
        var refused = Client.answer(late);
        publish(41, 50);
        assertThat(refused.at("/error/data/code").asText())
                .as("the node that stood still owned the topic when it was asked: " + refused)
                .isEqualTo("UNAVAILABLE");
        assertThat(data(here, 30)).isEqualTo(range(21, 50));
        assertThat(data(there, 30)).isEqualTo(range(21, 50));
        assertThat(history().get("epoch")).isEqualTo(epoch);
    }
}
