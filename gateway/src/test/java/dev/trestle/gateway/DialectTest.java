package dev.trestle.gateway;

import static dev.trestle.gateway.TestGateway.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.bus.Node;
import dev.trestle.bus.Words;
import dev.trestle.gateway.dialect.cluso.Broadcaster;
import dev.trestle.gateway.dialect.cluso.Broadcaster.Change;
import dev.trestle.gateway.dialect.cluso.Broadcaster.Diagnostic;
import dev.trestle.gateway.dialect.cluso.Broadcaster.Fault;
import dev.trestle.gateway.dialect.cluso.Broadcaster.Found;
import dev.trestle.gateway.dialect.cluso.Broadcaster.Severity;
import dev.trestle.gateway.dialect.cluso.Broadcaster.Validation;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Listeners of dialects: whose rights their clients have, and what services tell them. */
class DialectTest {

    @TempDir
    private Path folder;

    private static RawSocket client(TestGateway gateway, String dialect) {
        var url = URI.create(gateway.gateway().dialects().get(dialect));
        var socket = RawSocket.connect(url.getPort());
        assertThat(socket.send(RawSocket.upgrade("/api/v1/repl/ws")).status()).isEqualTo(101);
        return socket;
    }

    @Test
    void clientsHaveTheRightsOfTheTokenThatIsNamedAndNoOthers() throws IOException {
        // Given
        var file = Files.writeString(folder.resolve("access.yaml"), """
                roles: {tester: {operations: [test.echo], workspaces: [other], topics: []}}
                principals: {bob: {tokens: [the-token-of-bob-0001], roles: [tester]}}
                """);
        try (var gateway = TestGateway.start(
                        "access.principals", file.toString(),
                        "dialects.cluso.enabled", "true",
                        "dialects.cluso.port", "0",
                        "dialects.cluso.token", "the-token-of-bob-0001");
                var client = client(gateway, "cluso")) {
            client.json();
            // When
            client.text("{\"type\":\"subscribe\",\"id\":1,\"channel\":\"team\"}");
            // Then
            assertThat(client.json().getString("error"))
                    .isEqualTo("not granted: topic.subscribe on topic/cluso/default/team");
        }
    }

    @Test
    void aTokenOfNobodyIsRefusedAtTheStart() {
        assertThatThrownBy(
                        () -> start("dialects.devex.enabled", "true", "dialects.devex.token", "nobody-has-this-token"))
                .hasMessageContaining("dialects.devex.token belongs to nobody");
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        try (var first = TestGateway.start("dialects.cluso.enabled", "true", "dialects.cluso.port", "0")) {
            var taken = Integer.toString(
                    URI.create(first.gateway().dialects().get("cluso")).getPort());

            assertThatThrownBy(() -> start("dialects.cluso.enabled", "true", "dialects.cluso.port", taken))
                    .hasMessageContaining("dialects.cluso.port cannot listen on 127.0.0.1:" + taken);
        }
    }

    /** Leaves nothing behind when it fails. */
    private static void start(String... settings) {
        var node = Node.alone(new VertxOptions(), Words.alone(Duration.ofHours(1)));
        try {
            TestGateway.start(node, settings).close();
        } finally {
            await(node.leave());
        }
    }

    @Test
    void servicesTellTheClientsOfClusoInItsOwnShapes() {
        try (var gateway = TestGateway.start("dialects.cluso.enabled", "true", "dialects.cluso.port", "0");
                var client = client(gateway, "cluso")) {
            // Given
            client.json();
            for (var channel : List.of("files", "diagnostics", "ai-response", "search", "validation", "git", "own")) {
                client.text("{\"type\":\"subscribe\",\"channel\":\"" + channel + "\"}");
                client.json();
            }
            var broadcaster = new Broadcaster(gateway.node().publisher("lint"), "default");
            // When
            await(broadcaster.fileChanged("a.ts", Change.UNLINK_DIR));
            await(broadcaster.diagnosticsUpdated(
                    List.of(new Diagnostic("a.ts", 1, 2, "no", Severity.WARNING, "tsc")), false));
            await(broadcaster.aiChunk("m1", "Hel", 0, false));
            await(broadcaster.searchProgress("x", 3, null, List.of(new Found("a.ts", 1, 1, "x", "x = 1"))));
            await(broadcaster.validationComplete(
                    new Validation("lint", false, List.of(new Fault("a.ts", 1, 2, "no", null)))));
            await(broadcaster.gitEvent("commit", "done"));
            await(broadcaster.custom("own", null));
            // Then
            assertTold(client, "files", "{'file':'a.ts','event':'unlinkDir'}");
            assertTold(
                    client,
                    "diagnostics",
                    "{'diagnostics':[{'file':'a.ts','line':1,'column':2,'message':'no',"
                            + "'severity':'warning','source':'tsc'}],'cleared':false}");
            assertTold(client, "ai-response", "{'id':'m1','chunk':'Hel','index':0,'finished':false}");
            assertTold(
                    client,
                    "search",
                    "{'query':'x','completed':3,'total':null,'results':[{'file':'a.ts','line':1,"
                            + "'column':1,'match':'x','context':'x = 1'}]}");
            assertTold(
                    client,
                    "validation",
                    "{'validation':{'type':'lint','passed':false,'errors':[{'file':'a.ts',"
                            + "'line':1,'column':2,'message':'no'}]}}");
            assertTold(client, "git", "{'type':'commit','message':'done'}");
            assertThat(client.json().getValue("data")).isNull();
        }
    }

    /** What is lost to a client that does not read is told in the shapes that it knows, and by a message that it may pass over. */
    @Test
    void clientsOfClusoAreToldThatTheyMissedSomething() {
        try (var gateway = TestGateway.start(
                "dialects.cluso.enabled", "true",
                "dialects.cluso.port", "0",
                "topics.historyLength", "5",
                "topics.queueBytes", "200000")) {
            // Given
            var url = URI.create(gateway.gateway().dialects().get("cluso"));
            try (var client = RawSocket.connect(url.getPort(), 4_096)) {
                client.send(RawSocket.upgrade("/ws"));
                assertThat(client.status()).isEqualTo(101);
                client.json();
                client.text("{\"type\":\"subscribe\",\"channel\":\"diagnostics\"}");
                client.json();
                // When
                var broadcaster = new Broadcaster(gateway.node().publisher("lint"), "default");
                for (int i = 0; i < 300; i++) {
                    await(broadcaster.custom("diagnostics", "x".repeat(50_000)));
                }
                // Then
                var told = client.json();
                while (told.getValue("data") instanceof String) {
                    told = client.json();
                }
                var cleared = told.getJsonObject("data");
                assertThat(cleared.getBoolean("cleared")).isTrue();
                assertThat(cleared.getJsonArray("diagnostics")).isEmpty();
                var missed = client.json();
                assertThat(missed.getString("type")).isEqualTo("gap");
                assertThat(missed.getString("channel")).isEqualTo("diagnostics");
                assertThat(missed.getLong("missed")).isPositive();
            }
        }
    }

    private static void assertTold(RawSocket client, String channel, String data) {
        var event = client.json();
        assertThat(event.getString("channel")).isEqualTo(channel);
        var told = event.getJsonObject("data");
        assertThat(told.remove("timestamp")).isInstanceOf(String.class);
        assertThat(told).isEqualTo(new JsonObject(data.replace('\'', '"')));
    }
}
