package dev.trestle.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.config.Config;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonObject;
import io.vertx.spi.cluster.hazelcast.ConfigUtil;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PROTOCOL §9: a Vert.x service that knows nothing of ours but an address and the names of headers. */
@Tag("jdk")
class NeighbourVertxIT {

    private static Neighbourhood neighbourhood;
    private static Vertx vertx;
    private static String address;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("a.txt"), "π");
        neighbourhood = new Neighbourhood(folder, Map.of());
        var options = new VertxOptions().setEventBusOptions(new EventBusOptions().setHost("127.0.0.1"));
        vertx = Neighbourhood.await(Vertx.builder()
                .with(options)
                .withClusterManager(new HazelcastClusterManager(hazelcast()))
                .buildClustered());
        try (var client = neighbourhood.trestle().client()) {
            address = "trestle.fs@" + client.notification().at("/params/node").asText();
        }
    }

    private static Config hazelcast() {
        var config = ConfigUtil.loadConfig().setClusterName("trestle");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.logging.type", "slf4j");
        var network = config.getNetworkConfig().setPort(Neighbourhood.freePort());
        network.getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        network.getJoin().getMulticastConfig().setEnabled(false);
        network.getJoin().getAutoDetectionConfig().setEnabled(false);
        network.getJoin().getTcpIpConfig().setEnabled(true).setMembers(List.of(neighbourhood.member()));
        return config;
    }

    @AfterAll
    static void stop() {
        Neighbourhood.await(vertx.close());
        neighbourhood.close();
    }

    private static DeliveryOptions read() {
        return new DeliveryOptions().addHeader("op", "fs.read").addHeader("workspace", "default");
    }

    @Test
    void aJsonObjectIsAnsweredWithAJsonObject() {
        // When
        var reply = Neighbourhood.await(
                vertx.eventBus().<JsonObject>request(address, new JsonObject().put("path", "a.txt"), read()));
        // Then
        assertThat(reply.body().getString("content")).isEqualTo("π");
        assertThat(reply.body().getBoolean("eof")).isTrue();
    }

    @Test
    void aJsonObjectThatCannotBeServedFailsWithNumberAndSentence() {
        // When
        var failure = Neighbourhood.await(vertx.eventBus()
                .<JsonObject>request(address, new JsonObject().put("path", "nothing"), read())
                .transform(ended -> Future.succeededFuture((ReplyException) ended.cause())));
        // Then
        assertThat(failure.failureCode()).isEqualTo(-32004);
        assertThat(failure).hasMessage("no such file: nothing");
    }

    @Test
    void whatIsPublishedReachesSubscribers() {
        try (var client = neighbourhood.trestle().client()) {
            // Given
            client.notification();
            client.call("topic.subscribe", "topic", "workspace/default/files");
            var changed = new DeliveryOptions()
                    .addHeader("topic", "workspace/default/files")
                    .addHeader("event", "changed");
            // When
            var place = Neighbourhood.await(vertx.eventBus()
                    .<JsonObject>request("trestle.publish", new JsonObject().put("path", "a.txt"), changed));
            // Then
            var event = client.notification().get("params");
            assertThat(event.at("/data/path").asText()).isEqualTo("a.txt");
            assertThat(event.get("seq").asLong()).isEqualTo(place.body().getLong("seq"));
        }
    }

    @Test
    void aBufferOfJsonIsAnsweredWithABufferOfJson() {
        // When
        var reply = Neighbourhood.await(
                vertx.eventBus().<Buffer>request(address, Buffer.buffer("{\"path\":\"a.txt\"}"), read()));
        // Then
        assertThat(Json.of(reply.body().toString()).get("content").asText()).isEqualTo("π");
        assertThat(reply.headers().contains("error")).isFalse();
    }

    @Test
    void aBufferThatCannotBeServedIsAnsweredWithTheCodeAsAHeader() {
        // When
        var reply = Neighbourhood.await(
                vertx.eventBus().<Buffer>request(address, Buffer.buffer("{\"path\":\"../x\"}"), read()));
        // Then
        assertThat(reply.headers().get("error")).isEqualTo("FORBIDDEN");
        assertThat(Json.of(reply.body().toString()).get("message").asText()).isNotBlank();
    }
}
