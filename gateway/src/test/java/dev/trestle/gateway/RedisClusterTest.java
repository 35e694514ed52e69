package dev.trestle.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Topics in a Redis Cluster of three masters. */
class RedisClusterTest {

    private static final String TOPIC = "topic/kept";
    private static final String AWAY = "topic/away";

    @TempDir
    private static Path folder;

    private static final List<RedisServer> nodes = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        for (int i = 0; i < 3; i++) {
            nodes.add(RedisServer.start(
                    Files.createDirectory(folder.resolve("n" + i)),
                    "--cluster-enabled yes --cluster-node-timeout 2000 --cluster-port " + RedisServer.freePort()));
        }
        for (int i = 0; i < 3; i++) {
            int first = 5_461 * i;
            int last = i == 2 ? 16_383 : first + 5_460;
            say(nodes.get(i), "CLUSTER", "SET-CONFIG-EPOCH", "" + (i + 1));
            say(nodes.get(i), "CLUSTER", "ADDSLOTSRANGE", "" + first, "" + last);
            var bus = nodes.get(i).ask("CONFIG", "GET", "cluster-port").replaceAll(".* ", "");
            say(nodes.get(0), "CLUSTER", "MEET", "127.0.0.1", "" + nodes.get(i).port(), bus);
        }
        for (var node : nodes) {
            TestGateway.until(() -> node.ask("CLUSTER", "INFO").contains("cluster_state:ok")
                    && node.ask("CLUSTER", "SLOTS").startsWith("*3"));
        }
    }

    @AfterAll
    static void stop() {
        nodes.forEach(RedisServer::close);
    }

    private static String say(RedisServer node, String... words) {
        var answer = node.ask(words);
        assertThat(answer).doesNotStartWith("-");
        return answer;
    }

    private static RedisServer ownerOf(String key) {
        return nodes.stream()
                .filter(node -> !node.ask("EXISTS", key).startsWith("-"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyMasterHasItsTopicsAndTheyMayMove() throws IOException {
        try (var gateway = TestGateway.start(
                        "redis.mode", "cluster", "redis.url", nodes.get(0).url());
                var client = TopicClient.of(gateway)) {
            // Given
            var topics = IntStream.range(0, 20).mapToObj(i -> "topic/" + i).toList();
            topics.forEach(topic -> RedisSetupsTest.publish(client, topic, 1));
            var owners = new HashSet<RedisServer>();
            topics.forEach(topic -> owners.add(ownerOf("trestle:{" + topic + "}")));
            assertThat(owners).hasSize(3);
            var key = "trestle:{" + TOPIC + "}";
            var epoch = RedisSetupsTest.publish(client, TOPIC, 1).getString("epoch");
            var from = ownerOf(key);
            var to = nodes.get((nodes.indexOf(from) + 1) % 3);
            var slot = say(from, "CLUSTER", "KEYSLOT", key).substring(1);
            var toId = say(to, "CLUSTER", "MYID").replaceAll(".* ", "");
            // When
            say(
                    to,
                    "CLUSTER",
                    "SETSLOT",
                    slot,
                    "IMPORTING",
                    say(from, "CLUSTER", "MYID").replaceAll(".* ", ""));
            say(from, "CLUSTER", "SETSLOT", slot, "MIGRATING", toId);
            say(from, "MIGRATE", "127.0.0.1", "" + to.port(), "", "0", "2000", "KEYS", key, key + ":events");
            var asked = RedisSetupsTest.publish(client, TOPIC, 2);
            say(to, "CLUSTER", "SETSLOT", slot, "NODE", toId);
            say(from, "CLUSTER", "SETSLOT", slot, "NODE", toId);
            var moved = RedisSetupsTest.publish(client, TOPIC, 3);
            // Then
            assertThat(ownerOf(key)).isSameAs(to);
            assertThat(List.of(asked.getLong("seq"), moved.getLong("seq"))).containsExactly(2L, 3L);
            assertThat(moved.getString("epoch")).isEqualTo(epoch);
            assertThat(client.call("topic.history", "topic", TOPIC).getJsonArray("events"))
                    .hasSize(3);
        }
    }

    @Test
    void aMasterThatIsAwayTakesItsOwnTopicsWithIt() throws IOException {
        try (var gateway = TestGateway.start(
                        "redis.mode", "cluster", "redis.url", nodes.get(0).url());
                var client = TopicClient.of(gateway)) {
            // Given
            nodes.forEach(node -> say(node, "CONFIG", "SET", "cluster-require-full-coverage", "no"));
            var before = RedisSetupsTest.publish(client, AWAY, 1);
            var owner = ownerOf("trestle:{" + AWAY + "}");
            var other = IntStream.range(0, 100)
                    .mapToObj(i -> "topic/other-" + i)
                    .filter(topic ->
                            owner.ask("EXISTS", "trestle:{" + topic + "}").startsWith("-"))
                    .findFirst()
                    .orElseThrow();
            // When
            owner.kill();
            // Then
            assertThat(client.code("topic.publish", "topic", AWAY, "event", "e"))
                    .isEqualTo("UNAVAILABLE");
            assertThat(client.publish(other, "e", 1).getLong("seq")).isEqualTo(1);
            // When
            owner.begin();
            // Then
            var after = RedisSetupsTest.publish(client, AWAY, 2);
            assertThat(after.getString("epoch")).isEqualTo(before.getString("epoch"));
            assertThat(after.getLong("seq")).isEqualTo(2);
        }
    }
}
