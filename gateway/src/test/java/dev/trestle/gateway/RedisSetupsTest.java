package dev.trestle.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Topics in a Redis with TLS, with sentinels, and in a cluster. */
@Tag("system")
class RedisSetupsTest {

    private static final String TOPIC = "topic/kept";

    @TempDir
    private Path folder;

    private Path folder(String name) throws IOException {
        return Files.createDirectory(folder.resolve(name));
    }

    /** Publishes, as often as it takes, for as long as a failover may take. */
    private static JsonObject publish(TopicClient client, String topic, Object data) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (true) {
            var answer = client.ask("topic.publish", "topic", topic, "event", "e", "data", data);
            if (answer.containsKey("result")) {
                return answer.getJsonObject("result");
            }
            assertThat(answer.getJsonObject("error").getJsonObject("data").getString("code"))
                    .isEqualTo("UNAVAILABLE");
            assertThat(System.nanoTime()).as("in time: %s", answer).isLessThan(end);
        }
    }

    @Test
    void tlsIsSpokenWithAServerWhoseAuthorityIsTrusted() throws Exception {
        // Given
        var pair = Certificate.in(folder);
        int port = RedisServer.freePort();
        try (var redis = RedisServer.start(
                folder("redis"),
                "--requirepass pass-word",
                "--tls-port " + port,
                "--tls-auth-clients no",
                "--tls-cert-file " + pair.certificate(),
                "--tls-key-file " + pair.key(),
                "--tls-ca-cert-file " + pair.certificate())) {
            var url = "rediss://:pass-word@127.0.0.1:" + port;
            // When
            try (var gateway = TestGateway.start("redis.url", url, "redis.ca", pair.certificate().toString());
                    var client = TopicClient.of(gateway)) {
                // Then
                assertThat(publish(client, TOPIC, 1).getLong("seq")).isEqualTo(1);
                assertThat(redis.isAlive()).isTrue();
            }
            // When
            try (var gateway = TestGateway.start("redis.url", url);
                    var client = TopicClient.of(gateway)) {
                // Then
                assertThat(client.code("topic.publish", "topic", TOPIC, "event", "e"))
                        .isEqualTo("UNAVAILABLE");
            }
        }
    }

    @Test
    void aSentinelNamesTheNextMasterWhenOneDies() throws IOException {
        try (var master = RedisServer.start(folder("a"));
                var replica = RedisServer.start(folder("b"), "--replicaof 127.0.0.1 " + master.port());
                var sentinel = RedisServer.sentinel(folder("c"), master.port());
                var gateway = TestGateway.start("redis.mode", "sentinel", "redis.url", sentinel.url());
                var client = TopicClient.of(gateway)) {
            // Given
            TestGateway.until(() -> replica.ask("INFO", "replication").contains("master_link_status:up"));
            TestGateway.until(() ->
                    sentinel.ask("SENTINEL", "REPLICAS", "mymaster").contains("$" + digits(replica) + " " + replica.port()));
            TopicsInRedisTest.awaitRedis(client);
            client.call("topic.subscribe", "topic", "topic/other");
            var before = publish(client, TOPIC, 1);
            TestGateway.until(() -> replica.ask("EXISTS", "trestle:{" + TOPIC + "}").equals(":1"));
            // When
            master.kill();
            var after = publish(client, TOPIC, 2);
            // Then
            assertThat(replica.ask("ROLE")).contains("master");
            assertThat(after.getLong("seq")).isEqualTo(2);
            assertThat(after.getString("epoch")).isEqualTo(before.getString("epoch"));
            publish(client, "topic/other", 3);
            assertThat(client.event().getInteger("data")).isEqualTo(3);
        }
    }

    private static int digits(RedisServer server) {
        return Integer.toString(server.port()).length();
    }

    private List<RedisServer> cluster() throws IOException {
        var nodes = new ArrayList<RedisServer>();
        for (int i = 0; i < 3; i++) {
            nodes.add(RedisServer.start(
                    folder("n" + i),
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
        return nodes;
    }

    private static String say(RedisServer node, String... words) {
        var answer = node.ask(words);
        assertThat(answer).doesNotStartWith("-");
        return answer;
    }

    private static RedisServer ownerOf(List<RedisServer> nodes, String key) {
        return nodes.stream()
                .filter(node -> !node.ask("EXISTS", key).startsWith("-"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void inAClusterEveryMasterHasItsTopicsAndTheyMayMove() throws IOException {
        var nodes = cluster();
        try (var gateway = TestGateway.start("redis.mode", "cluster", "redis.url", nodes.get(0).url());
                var client = TopicClient.of(gateway)) {
            // Given
            var topics = IntStream.range(0, 20).mapToObj(i -> "topic/" + i).toList();
            topics.forEach(topic -> publish(client, topic, 1));
            var owners = new HashSet<RedisServer>();
            topics.forEach(topic -> owners.add(ownerOf(nodes, "trestle:{" + topic + "}")));
            assertThat(owners).hasSize(3);
            var key = "trestle:{" + TOPIC + "}";
            var epoch = publish(client, TOPIC, 1).getString("epoch");
            var from = ownerOf(nodes, key);
            var to = nodes.get((nodes.indexOf(from) + 1) % 3);
            var slot = say(from, "CLUSTER", "KEYSLOT", key).substring(1);
            var toId = say(to, "CLUSTER", "MYID").replaceAll(".* ", "");
            // When
            say(to, "CLUSTER", "SETSLOT", slot, "IMPORTING", say(from, "CLUSTER", "MYID").replaceAll(".* ", ""));
            say(from, "CLUSTER", "SETSLOT", slot, "MIGRATING", toId);
            say(from, "MIGRATE", "127.0.0.1", "" + to.port(), "", "0", "2000", "KEYS", key, key + ":events");
            var asked = publish(client, TOPIC, 2);
            say(to, "CLUSTER", "SETSLOT", slot, "NODE", toId);
            say(from, "CLUSTER", "SETSLOT", slot, "NODE", toId);
            var moved = publish(client, TOPIC, 3);
            // Then
            assertThat(ownerOf(nodes, key)).isSameAs(to);
            assertThat(List.of(asked.getLong("seq"), moved.getLong("seq"))).containsExactly(2L, 3L);
            assertThat(moved.getString("epoch")).isEqualTo(epoch);
            assertThat(client.call("topic.history", "topic", TOPIC).getJsonArray("events"))
                    .hasSize(3);
        } finally {
            nodes.forEach(RedisServer::close);
        }
    }

    @Test
    void aMasterOfAClusterThatIsAwayTakesItsOwnTopicsWithIt() throws IOException {
        var nodes = cluster();
        try (var gateway = TestGateway.start("redis.mode", "cluster", "redis.url", nodes.get(0).url());
                var client = TopicClient.of(gateway)) {
            // Given
            nodes.forEach(node -> say(node, "CONFIG", "SET", "cluster-require-full-coverage", "no"));
            var before = publish(client, TOPIC, 1);
            var owner = ownerOf(nodes, "trestle:{" + TOPIC + "}");
            var other = IntStream.range(0, 100)
                    .mapToObj(i -> "topic/" + i)
                    .filter(topic -> owner.ask("EXISTS", "trestle:{" + topic + "}").startsWith("-"))
                    .findFirst()
                    .orElseThrow();
            // When
            owner.kill();
            // Then
            assertThat(client.code("topic.publish", "topic", TOPIC, "event", "e")).isEqualTo("UNAVAILABLE");
            assertThat(client.publish(other, "e", 1).getLong("seq")).isEqualTo(1);
            // When
            owner.begin();
            // Then
            var after = publish(client, TOPIC, 2);
            assertThat(after.getString("epoch")).isEqualTo(before.getString("epoch"));
            assertThat(after.getLong("seq")).isEqualTo(2);
        } finally {
            nodes.forEach(RedisServer::close);
        }
    }
}
