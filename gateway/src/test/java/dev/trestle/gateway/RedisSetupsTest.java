package dev.trestle.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Topics in a Redis with TLS, and with sentinels. */
class RedisSetupsTest {

    private static final String TOPIC = "topic/kept";

    @TempDir
    private Path folder;

    private Path folder(String name) throws IOException {
        return Files.createDirectory(folder.resolve(name));
    }

    /** Publishes, as often as it takes, for as long as a failover may take. */
    static JsonObject publish(TopicClient client, String topic, Object data) {
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
            try (var gateway = TestGateway.start(
                            "redis.url", url, "redis.ca", pair.certificate().toString());
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
        try (var master = RedisServer.start(folder("a"), "--repl-diskless-sync-delay 0");
                var replica = following(master);
                var sentinel = RedisServer.sentinel(folder("c"), master.port());
                var gateway = TestGateway.start("redis.mode", "sentinel", "redis.url", sentinel.url());
                var client = TopicClient.of(gateway)) {
            // Given
            TestGateway.until(() -> sentinel.ask("SENTINEL", "REPLICAS", "mymaster")
                    .contains("$" + digits(replica) + " " + replica.port()));
            TopicsInRedisTest.awaitRedis(client);
            client.call("topic.subscribe", "topic", "topic/other");
            var before = publish(client, TOPIC, 1);
            TestGateway.until(
                    () -> replica.ask("EXISTS", "trestle:{" + TOPIC + "}").equals(":1"));
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

    /** A replica that has what {@code master} has; a sentinel that comes later sees it at once. */
    private RedisServer following(RedisServer master) throws IOException {
        var replica = RedisServer.start(folder("b"), "--replicaof 127.0.0.1 " + master.port());
        TestGateway.until(() -> replica.ask("INFO", "replication").contains("master_link_status:up"));
        TestGateway.until(() -> master.ask("INFO", "replication").contains("state=online"));
        return replica;
    }

    private static int digits(RedisServer server) {
        return Integer.toString(server.port()).length();
    }
}
