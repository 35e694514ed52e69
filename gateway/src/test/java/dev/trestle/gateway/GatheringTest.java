package dev.trestle.gateway;

import static dev.trestle.gateway.TestGateway.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients of GatheRing: who they are, what that lets them do, and what they hear. */
class GatheringTest {

    private static final String BOBS = "the-token-of-bob-0001";

    @TempDir
    private Path folder;

    private static URI url(TestGateway gateway) {
        return URI.create(gateway.gateway().dialects().get("gathering"));
    }

    private static RawSocket socket(TestGateway gateway, String path) {
        return RawSocket.connect(url(gateway).getPort()).send(RawSocket.upgrade(path));
    }

    private static RawSocket open(TestGateway gateway, String path) {
        var socket = socket(gateway, path);
        assertThat(socket.status()).isEqualTo(101);
        return socket;
    }

    private static TestGateway open(String... more) {
        var all = new String[more.length + 4];
        System.arraycopy(more, 0, all, 4, more.length);
        all[0] = "dialects.gathering.enabled";
        all[1] = "true";
        all[2] = "dialects.gathering.port";
        all[3] = "0";
        return TestGateway.start(all);
    }

    /** One on which everybody must say who they are. */
    private TestGateway asking(String... more) throws IOException {
        var file = Files.writeString(folder.resolve("access.yaml"), """
                roles: {member: {operations: ["topic.*"], workspaces: ["*"], topics: ["circle/dev"]}}
                principals: {bob: {tokens: [%s], roles: [member]}}
                """.formatted(BOBS));
        var all = new String[more.length + 4];
        System.arraycopy(more, 0, all, 4, more.length);
        all[0] = "dialects.gathering.allowRemote";
        all[1] = "true";
        all[2] = "access.principals";
        all[3] = file.toString();
        return open(all);
    }

    private static void assertPong(RawSocket client) {
        client.text("{\"type\":\"ping\"}");
        assertThat(client.json()).isEqualTo(new JsonObject("{\"type\":\"pong\"}"));
    }

    @Test
    void theFirstMessageMaySayWhoSomebodyIs() throws IOException {
        try (var gateway = asking();
                var client = open(gateway, "/ws/circles/dev")) {
            client.text("{\"type\":\"auth\",\"token\":\"" + BOBS + "\"}");

            assertPong(client);
        }
    }

    @Test
    void whoSaysSomethingElseFirstIsClosedWith4001() throws IOException {
        try (var gateway = asking()) {
            for (var first : new String[] {
                "{\"type\":\"ping\"}",
                "{\"type\":\"auth\"}",
                "{\"type\":\"auth\",\"token\":7}",
                "{\"type\":\"auth\",\"token\":\"nobody-has-this-token\"}",
                "not JSON",
                "null"
            }) {
                try (var client = open(gateway, "/ws/circles/dev")) {
                    client.text(first);
                    assertThat(client.closeCode()).as(first).isEqualTo(4001);
                }
            }
        }
    }

    @Test
    void whoSaysNothingIsClosedWith4001() throws IOException {
        try (var gateway = asking("gateway.authenticateWithinMs", "200");
                var client = open(gateway, "/ws/agents/1")) {
            assertThat(client.closeCode()).isEqualTo(4001);
        }
    }

    @Test
    void otherSocketsNeedTheTokenInTheirAddress() throws IOException {
        try (var gateway = asking()) {
            for (var path :
                    new String[] {"/ws", "/ws/terminal/1", "/ws/chat/1", "/ws/conversation/1", "/ws/dashboard"}) {
                try (var nobody = socket(gateway, path);
                        var wrong = socket(gateway, path + "?token=nobody-has-this-token");
                        var bob = socket(gateway, path + "?token=" + BOBS)) {
                    assertThat(nobody.status()).as(path).isEqualTo(403);
                    assertThat(wrong.status()).as(path).isEqualTo(403);
                    assertThat(bob.status()).as(path).isEqualTo(101);
                }
            }
        }
    }

    @Test
    void grantsHoldAndChangeWithWhoSomebodyIs() throws IOException {
        try (var gateway = asking();
                var client = open(gateway, "/ws/circles/other?token=" + BOBS)) {
            assertThat(client.json().getJsonObject("data").getString("message"))
                    .isEqualTo("not granted: topic.subscribe on circle/other");
            // When
            client.text("{\"type\":\"auth\",\"token\":\"" + TestGateway.TOKEN + "\"}");
            client.text("{\"type\":\"message\",\"content\":\"now I may\"}");
            // Then
            assertPong(client);
        }
    }

    @Test
    void aLoginGivesATokenThatEndsWithTheLogout() throws IOException {
        try (var gateway = asking()) {
            // Given
            var login = post(gateway, "/auth/login", "username=bob&password=" + BOBS, null);
            assertThat(login.getInteger("expires_in")).isEqualTo(86_400);
            var token = login.getString("access_token");
            assertThat(token).isNotEqualTo(BOBS);
            try (var client = open(gateway, "/ws/circles/dev?token=" + token)) {
                assertPong(client);
            }
            // When
            post(gateway, "/api/auth/logout", "", token);
            // Then
            try (var client = socket(gateway, "/ws/circles/dev?token=" + token)) {
                assertThat(client.status()).isEqualTo(403);
            }
            assertThat(post(gateway, "/auth/login/json", "{\"email\":\"ann\",\"password\":\"" + BOBS + "\"}", null))
                    .isEqualTo(new JsonObject("{\"detail\":\"Incorrect email or password\"}"));
        }
    }

    private static JsonObject post(TestGateway gateway, String path, String body, String token) {
        var request = HttpRequest.newBuilder(url(gateway).resolve(path)).POST(BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return new JsonObject(TestGateway.send(request.build()).body());
    }

    /** One on the bus that has been answered. */
    private static RawSocket listening(TestGateway gateway) {
        var bus = open(gateway, "/ws");
        bus.json();
        bus.text("{\"action\":\"subscribe\",\"topics\":[\"tasks\",\"circles:dev\"]}");
        assertThat(bus.json().getString("type")).isEqualTo("subscribed");
        bus.text("{\"action\":\"ping\"}");
        assertThat(bus.json().getString("type")).isEqualTo("pong");
        return bus;
    }

    @Test
    void whatServicesPublishComesInItsOrderAndOnce() {
        try (var gateway = open();
                var bus = listening(gateway);
                var circle = open(gateway, "/ws/circles/dev")) {
            // Given
            assertPong(circle);
            var publisher = gateway.node().publisher("tasks");
            // When
            for (int i = 0; i < 200; i++) {
                await(publisher.publish("circle/dev", "agent_message", Map.of("agent_id", i, "content", "c" + i)));
                await(publisher.publish(
                        "topic/gathering/default/events", "task.created", Map.of("circle", "ops", "task_id", i)));
                await(publisher.publish("topic/gathering/default/events", "memory.created", Map.of("id", i)));
            }
            // Then
            for (int i = 0; i < 200; i++) {
                assertThat(circle.json().getString("content")).isEqualTo("c" + i);
            }
            int circles = 0;
            int tasks = 0;
            int others = 0;
            while (circles + tasks + others < 600) {
                var event = bus.json();
                var data = event.getJsonObject("data");
                switch (event.getString("type")) {
                    case "circle.agent_message" ->
                        assertThat(data.getInteger("agent_id")).isEqualTo(circles++);
                    case "task.created" ->
                        assertThat(data.getInteger("task_id")).isEqualTo(tasks++);
                    default -> assertThat(data.getInteger("id")).isEqualTo(others++);
                }
            }
            assertThat(others).isEqualTo(200);
            assertThat(tasks).isEqualTo(200);
        }
    }

    @Test
    void whatASlowClientHasLostItIsTold() {
        try (var gateway = open(
                        "topics.historyLength", "20",
                        "topics.queueBytes", "200000",
                        "gateway.limits.slowConsumerMs", "20000");
                var slow = RawSocket.connect(url(gateway).getPort(), 4_096)) {
            // Given
            slow.send(RawSocket.upgrade("/ws/circles/dev"));
            assertThat(slow.status()).isEqualTo(101);
            assertPong(slow);
            var publisher = gateway.node().publisher("flood");
            // When
            for (int i = 0; i < 300; i++) {
                await(publisher.publish("circle/dev", "agent_message", Map.of("content", "x".repeat(50_000))));
            }
            // Then
            var told = slow.json();
            while (told.getString("type").equals("agent_message")) {
                told = slow.json();
            }
            assertThat(told.getJsonObject("data").getString("message"))
                    .matches("events \\d+ to \\d+ of circle/dev are lost");
        }
    }

    @Test
    void clientsAreAskedWhetherTheyAreThere() {
        try (var gateway = open("gateway.heartbeatMs", "1000");
                var client = open(gateway, "/ws/circles/dev")) {
            assertThat(client.json()).isEqualTo(new JsonObject("{\"type\":\"ping\"}"));
            client.text("{\"type\":\"pong\"}");
            assertPong(client);
        }
    }
}
