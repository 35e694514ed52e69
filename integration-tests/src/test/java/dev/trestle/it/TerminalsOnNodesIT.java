package dev.trestle.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trestle.bus.Node;
import dev.trestle.bus.Operations;
import dev.trestle.wire.Pty;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway without terminals of its own, and other nodes that have some. */
class TerminalsOnNodesIT {

    /** A process that was killed closes its connections at once, which is how the others miss it. */
    private static final Duration DETECTED = Duration.ofSeconds(10);

    private static StartedTrestle worker(Path folder, Neighbourhood neighbourhood) {
        var environment = Map.of(
                "TRESTLE_CLUSTER_ENABLED",
                "true",
                "TRESTLE_CLUSTER_PORT",
                Integer.toString(Neighbourhood.freePort()),
                "TRESTLE_CLUSTER_MEMBERS",
                "[" + neighbourhood.member() + "]");
        return StartedTrestle.up(folder, environment, List.of("up", folder.toString(), "--role", "pty"));
    }

    /** This JVM as a node on which there is one terminal. */
    private static Node nodeWith(String terminal, Neighbourhood neighbourhood) {
        var node = neighbourhood.join();
        var listed = new Pty.Terminal(terminal, "sh", 1, 80, 24, 0, 0, null);
        Neighbourhood.await(Operations.of(node, "pty", Set.of("default"))
                .serve(Pty.LIST, (request, call) -> Future.succeededFuture(new Pty.Listing(List.of(listed))))
                .start());
        return node;
    }

    private static void untilListed(Client client, String... terminals) {
        await().atMost(Launched.PATIENCE)
                .ignoreExceptions()
                .until(() -> client.call("pty.list")
                        .get("terminals")
                        .findValuesAsText("terminal")
                        .equals(List.of(terminals)));
    }

    /** One that stands still is listed all the same. */
    private static void eachNodeSaysWhatItIs(Client client, StartedTrestle worker) {
        await().atMost(Launched.PATIENCE)
                .until(() -> nodes(client).findValuesAsText("answers").equals(List.of("true", "true")));
        var nodes = nodes(client);
        assertThat(nodes.findValuesAsText("version")).hasSize(2).doesNotContain("unpackaged");
        assertThat(nodes.findValues("roles"))
                .extracting(JsonNode::toString)
                .containsExactlyInAnyOrder("[\"gateway\"]", "[\"pty\"]");
        assertThat(nodes.findValues("workspaces"))
                .extracting(JsonNode::toString)
                .containsExactlyInAnyOrder("[]", "[\"default\"]");
        assertThat(nodes.findValuesAsText("sockets")).containsExactly("1");
        assertThat(nodes.findValuesAsText("terminals")).containsExactly("1");
        worker.process().signal("STOP");
        var answers = nodes(client).findValuesAsText("answers");
        worker.process().signal("CONT");
        assertThat(answers).containsExactlyInAnyOrder("true", "false");
    }

    private static JsonNode nodes(Client client) {
        return client.call("cluster.nodes").get("nodes");
    }

    @Test
    void terminalsOfAllNodesAreListedAndWhoLooksOnIsToldWhenANodeIsKilled(@TempDir Path folder) {
        try (var neighbourhood = new Neighbourhood(folder, Map.of("TRESTLE_NODE_ROLES", "[gateway]"));
                var worker = worker(folder, neighbourhood);
                var client = neighbourhood.trestle().client()) {
            // Given
            assertThat(client.notification().get("method").asText()).isEqualTo("session.ready");
            untilListed(client);
            var shell = new Console(client).open("sh", "-c", "echo $$; exec sleep 1003");
            shell.until("\n");
            long pid = Long.parseLong(shell.text().strip());
            // Then
            eachNodeSaysWhatItIs(client, worker);
            // When
            var node = nodeWith("t-1@here", neighbourhood);
            // Then
            untilListed(client, "t-1@here", shell.terminal());
            // When
            worker.process().signal("KILL");
            // Then
            long killed = System.nanoTime();
            var told = client.notification();
            assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(DETECTED);
            assertThat(told.get("method").asText()).isEqualTo("pty.exited");
            assertThat(told.get("params"))
                    .isEqualTo(Json.object("terminal", shell.terminal(), "reason", "worker lost"));
            untilListed(client, "t-1@here");
            await().atMost(Launched.PATIENCE).until(() -> ProcessHandle.of(pid).isEmpty());
            Neighbourhood.await(node.leave());
        }
    }
}
