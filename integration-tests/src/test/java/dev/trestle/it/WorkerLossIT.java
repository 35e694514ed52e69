package dev.trestle.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway and two workers of one folder, each a process: one of the workers dies, or stands still. */
class WorkerLossIT {

    /** What the cluster takes to notice, and a busy machine to tell. */
    private static final Duration DETECTION = Duration.ofSeconds(8);

    @TempDir
    private Path folder;

    private StartedTrestle gateway;
    private StartedTrestle owner;
    private StartedTrestle other;
    private Client client;

    @BeforeEach
    void start() {
        int port = Neighbourhood.freePort();
        var first = Map.of(
                "TRESTLE_TOKEN",
                StartedTrestle.TOKEN,
                "TRESTLE_CLUSTER_ENABLED",
                "true",
                "TRESTLE_CLUSTER_PORT",
                Integer.toString(port),
                "TRESTLE_GATEWAY_CALL_TIMEOUT_MS",
                "10000");
        gateway = StartedTrestle.of(folder, first, "--role", "gateway");
        owner = worker(port);
        other = worker(port);
        client = gateway.client();
        await().atMost(Launched.PATIENCE)
                .until(() -> answerOf(client.begin("fs.stat", path("/"))).has("result"));
        tellThemApart();
    }

    private StartedTrestle worker(int port) {
        var settings = Map.of(
                "TRESTLE_CLUSTER_ENABLED",
                "true",
                "TRESTLE_CLUSTER_PORT",
                Integer.toString(Neighbourhood.freePort()),
                "TRESTLE_CLUSTER_MEMBERS",
                "[127.0.0.1:" + port + "]");
        return StartedTrestle.up(folder, settings, List.of("up", folder.toString(), "--role", "fs"));
    }

    /** A worker that stands still for a moment answers nothing meanwhile, if it was the one to answer. */
    private void tellThemApart() {
        owner.process().signal("STOP");
        var answer = client.begin("fs.stat", path("/"));
        var answered = answer.completeOnTimeout(null, 1, TimeUnit.SECONDS).join() != null;
        owner.process().signal("CONT");
        if (answered) {
            var standby = owner;
            owner = other;
            other = standby;
        }
    }

    @AfterEach
    void stop() {
        client.close();
        owner.process().close();
        other.process().close();
        gateway.process().close();
    }

    @Test
    void aWorkerThatIsKilledFailsItsCallsAtOnceAndAnotherTakesItsPlace() {
        // Given
        owner.process().signal("STOP");
        var pending = write("a.txt", "never");
        // When
        long killed = System.nanoTime();
        owner.process().signal("KILL");
        // Then
        assertThat(code(pending)).isEqualTo("UNAVAILABLE");
        assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(DETECTION);
        assertThat(answerOf(write("a.txt", "by another")).has("result")).isTrue();
        assertThat(folder.resolve("a.txt")).hasContent("by another");
    }

    /** So short that nobody has noticed, and too long to be sure of that. */
    @Test
    void aCallThatCameWhileItsWorkerStoodStillIsRefused() {
        // Given
        owner.process().signal("STOP");
        var stale = write("a.txt", "stale");
        await().pollDelay(Duration.ofMillis(4_500)).until(() -> true);
        // When
        owner.process().signal("CONT");
        // Then
        assertThat(code(stale)).isEqualTo("UNAVAILABLE");
        assertThat(answerOf(write("b.txt", "later")).has("result")).isTrue();
        assertThat(folder.resolve("a.txt")).doesNotExist();
    }

    @Test
    void aWorkerThatStoodStillDoesNoHarmWhenItWakes() {
        // Given
        owner.process().signal("STOP");
        var stale = write("a.txt", "stale");
        // When
        assertThat(code(stale)).isEqualTo("UNAVAILABLE");
        var current = answerOf(write("a.txt", "current"));
        assertThat(current.has("result")).as(current.toString()).isTrue();
        owner.process().signal("CONT");
        other.process().signal("KILL");
        // Then: it serves again, and what it had been asked before has not happened
        await().atMost(Duration.ofSeconds(60))
                .until(() -> answerOf(write("b.txt", "once more")).has("result"));
        assertThat(folder.resolve("b.txt")).hasContent("once more");
        assertThat(folder.resolve("a.txt")).hasContent("current");
    }

    @Test
    void aWorkerThatStoodStillInTheMiddleOfAChangeDoesNotEndIt() throws IOException {
        // Given: a copy that takes a while, and changes that wait for it
        Files.createDirectory(folder.resolve("tree"));
        for (int i = 0; i < 10_000; i++) {
            Files.writeString(folder.resolve("tree/" + i), "kept");
        }
        var stale = List.of(
                client.begin("fs.copy", Json.object("from", "tree", "to", "copy")),
                client.begin("fs.write", path("tree/1").put("content", "stale")),
                client.begin("fs.delete", path("tree/2")),
                client.begin("fs.move", Json.object("from", "tree/3", "to", "moved")),
                client.begin("fs.mkdir", path("tree/new")));
        await().pollInterval(Duration.ofMillis(1)).until(this::isCopying);
        owner.process().signal("STOP");
        assertThat(folder.resolve("copy")).doesNotExist();
        // When
        assertThat(stale).extracting(WorkerLossIT::code).containsOnly("UNAVAILABLE");
        assertThat(answerOf(write("tree/4", "current")).has("result")).isTrue();
        owner.process().signal("CONT");
        // Then
        await().atMost(Launched.PATIENCE).until(() -> !isCopying());
        await().atMost(Launched.PATIENCE)
                .until(() -> answerOf(write("after.txt", "once more")).has("result"));
        assertThat(folder.resolve("copy")).doesNotExist();
        assertThat(folder.resolve("moved")).doesNotExist();
        assertThat(folder.resolve("tree/new")).doesNotExist();
        assertThat(folder.resolve("tree/1")).hasContent("kept");
        assertThat(folder.resolve("tree/2")).hasContent("kept");
        assertThat(folder.resolve("tree/4")).hasContent("current");
    }

    /** Whether what grows beside its place is there. */
    private boolean isCopying() throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.anyMatch(entry -> entry.getFileName().toString().startsWith(".trestle-"));
        }
    }

    private CompletableFuture<JsonNode> write(String path, String content) {
        return client.begin("fs.write", path(path).put("content", content));
    }

    private static ObjectNode path(String path) {
        return Json.object("path", path);
    }

    private static JsonNode answerOf(CompletableFuture<JsonNode> call) {
        return Client.answer(call);
    }

    private static String code(CompletableFuture<JsonNode> call) {
        return answerOf(call).path("error").path("data").path("code").asText();
    }
}
