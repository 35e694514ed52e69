package dev.trestle.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway and a worker with agents, each a process: the worker is killed. */
class AgentLossIT {

    /** An agent that has left something behind that no session and no group of processes holds. */
    private static final String STRAYING = """
            while read -r line; do
              case $line in
                *initialize*) echo '{"jsonrpc":"2.0","id":1,"result":{"protocolVersion":1,"agentCapabilities":{}}}' ;;
                *session/new*)
                  setsid sleep 1000 </dev/null >/dev/null 2>&1 &
                  echo $! >stray
                  echo '{"jsonrpc":"2.0","id":2,"result":{"sessionId":"s"}}' ;;
              esac
            done
            exec sleep 1000
            """;

    @TempDir
    private Path folder;

    private int port;
    private StartedTrestle gateway;
    private StartedTrestle worker;
    private Client client;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(folder.resolve("straying.sh"), STRAYING);
        port = Neighbourhood.freePort();
        var settings = Map.of(
                "TRESTLE_TOKEN",
                StartedTrestle.TOKEN,
                "TRESTLE_CLUSTER_ENABLED",
                "true",
                "TRESTLE_CLUSTER_PORT",
                Integer.toString(port));
        gateway = StartedTrestle.of(folder, settings, "--role", "gateway");
        worker = worker();
        client = gateway.client();
    }

    /** One of a cluster, once it can be called. */
    private StartedTrestle worker() {
        var settings = Map.of(
                "TRESTLE_CLUSTER_ENABLED",
                "true",
                "TRESTLE_CLUSTER_PORT",
                Integer.toString(Neighbourhood.freePort()),
                "TRESTLE_CLUSTER_MEMBERS",
                "[127.0.0.1:" + port + "]",
                "TRESTLE_AGENTS",
                "{stray: {kind: acp, command: [sh, " + folder.resolve("straying.sh") + "]}}");
        return StartedTrestle.up(folder, settings, List.of("up", folder.toString(), "--role", "agent"));
    }

    @AfterEach
    void stop() {
        // Whatever was started: a worker may not have come up.
        if (worker != null) {
            worker.process().close();
        }
        if (client != null) {
            client.close();
        }
        gateway.process().close();
    }

    private void untilServed() {
        await().atMost(Launched.PATIENCE)
                .until(() -> client.begin("agent.list", Json.object("workspace", "default"))
                        .orTimeout(5, TimeUnit.SECONDS)
                        .join()
                        .has("result"));
    }

    private JsonNode next(String event) {
        for (var frame = client.notification(); ; frame = client.notification()) {
            if (frame.at("/params/event").asText().equals(event)) {
                return frame.at("/params/data");
            }
        }
    }

    @Test
    void aWorkerThatIsKilledLeavesLastWordsAndATranscriptToGoOnFromAndNoProcess() throws IOException {
        // Given
        untilServed();
        client.call("agent.start", "agent", "stray");
        var stray = ProcessHandle.of(
                        Long.parseLong(Files.readString(folder.resolve("stray")).strip()))
                .orElseThrow();
        var session = client.call("agent.start").get("session").textValue();
        client.call("topic.subscribe", "topic", "agent/" + session);
        client.call("agent.prompt", "session", session, "content", "count 3");
        next("completed");
        var turn = client.call("agent.prompt", "session", session, "content", "count 100000")
                .get("turn");
        next("chunk");
        // When
        worker.process().signal("KILL");
        // Then
        var last = next("failed");
        assertThat(last.get("turn")).isEqualTo(turn);
        assertThat(last.get("code").textValue()).isEqualTo("UNAVAILABLE");
        assertThat(next("status").get("state").textValue()).isEqualTo("error");
        await().atMost(Launched.PATIENCE).until(() -> !stray.isAlive());
        // When
        worker.process().close();
        worker = worker();
        untilServed();
        var left = client.call("agent.transcript", "session", session);
        var resumed =
                client.call("agent.start", "resume", session).get("session").textValue();
        // Then
        assertThat(left.get("entries").findValuesAsText("event")).startsWith("prompt", "chunk", "completed", "prompt");
        assertThat(left.get("entries").findValuesAsText("code")).containsExactly("UNAVAILABLE");
        assertThat(left.has("position")).isFalse();
        assertThat(client.call("agent.transcript", "session", resumed).findValuesAsText("event"))
                .containsExactly("prompt", "chunk", "completed", "prompt", "failed");
        assertThat(client.call("agent.prompt", "session", resumed, "content", "count 1")
                        .get("turn")
                        .textValue())
                .isEqualTo("t-3");
    }
}
