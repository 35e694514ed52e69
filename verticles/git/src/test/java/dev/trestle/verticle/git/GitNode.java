package dev.trestle.verticle.git;

import static dev.trestle.wire.Git.AskStatus;

import dev.trestle.bus.Caller;
import dev.trestle.bus.Node;
import dev.trestle.bus.Target;
import dev.trestle.config.GitConfig;
import dev.trestle.config.PtyConfig;
import dev.trestle.config.Settings;
import dev.trestle.config.Sources;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Git;
import dev.trestle.wire.Operation;
import io.vertx.core.Future;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A node that serves the repositories of the workspace {@code demo}, a fresh folder, and a caller; for one test. */
final class GitNode implements BeforeEachCallback, AfterEachCallback {

    /** An event on the topic of the workspace. */
    record Told(String event, JsonObject data) {}

    private static final Target DEMO = Target.workspace("demo");

    private final Map<String, String> settings = new HashMap<>(Map.of("node.roles", "[gateway]"));
    private final ConcurrentLinkedQueue<Told> told = new ConcurrentLinkedQueue<>();
    private Path directory;
    private Node node;

    /** With these settings, name and value in turns. */
    GitNode(String... changed) {
        for (int i = 0; i < changed.length; i += 2) {
            settings.put(changed[i], changed[i + 1]);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        directory = Files.createTempDirectory("git-test").toRealPath();
        Files.createDirectory(root());
        Files.createDirectory(outside());
        node = Node.alone(new VertxOptions().setEventLoopPoolSize(1));
        // Takes what is published, as a gateway does.
        node.vertx().eventBus().<Buffer>consumer("trestle.publish", message -> {
            told.add(new Told(message.headers().get("event"), new JsonObject(message.body())));
            message.reply(Buffer.buffer("{\"epoch\":\"e\",\"seq\":1}"));
        });
        await(node.vertx().deployVerticle(new GitVerticle(node, config(), terminals(), Map.of("demo", root()))));
    }

    private GitConfig config() {
        return Settings.read(Sources.of(settings)).git();
    }

    private PtyConfig terminals() {
        return Settings.read(Sources.of(settings)).pty();
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        await(node.leave());
        try (var all = Files.walk(directory)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** The workspace. */
    Path root() {
        return directory.resolve("root");
    }

    /** A folder beside the workspace. */
    Path outside() {
        return directory.resolve("outside");
    }

    /** A repository that is the workspace. */
    RealGit repository() throws IOException {
        return RealGit.init(root());
    }

    <Q, R> Future<R> send(Operation<Q, R> operation, Q request) {
        return send(operation, request, Caller.of("test", Duration.ofSeconds(30)));
    }

    <Q, R> Future<R> send(Operation<Q, R> operation, Q request, Caller caller) {
        return node.calls("test").call(operation, DEMO, request, caller);
    }

    /** Tells that nobody waits for a call any more. */
    void cancel(Operation<?, ?> operation, Caller caller) {
        node.calls("test").cancel(operation.name(), DEMO, caller.call());
    }

    <Q, R> R call(Operation<Q, R> operation, Q request) {
        return await(send(operation, request));
    }

    /** The answer to a call whose params are this JSON, with ' for ". */
    JsonObject call(Operation<?, ?> operation, String json) {
        return await(answer(operation, json));
    }

    /** How a call fails whose params are this JSON, with ' for ". */
    Failure failure(Operation<?, ?> operation, String json) {
        return failure(answer(operation, json));
    }

    private Future<JsonObject> answer(Operation<?, ?> operation, String json) {
        var caller = Caller.of("test", Duration.ofSeconds(30));
        var params = Buffer.buffer(json.replace('\'', '"'));
        return node.calls("test").send(operation.name(), DEMO, params, caller).map(JsonObject::new);
    }

    static Failure failure(Future<?> future) {
        try {
            var answer = await(future);
            throw new AssertionError("it did not fail, but answered " + answer);
        } catch (Failure failure) {
            return failure;
        }
    }

    static ErrorCode code(Future<?> future) {
        return failure(future).code();
    }

    Git.Status status() {
        return status("");
    }

    Git.Status status(String path) {
        return call(Git.STATUS, new AskStatus(path, 10_000, false));
    }

    /** What was told on the topic of the workspace, oldest first. */
    List<Told> told() {
        return List.copyOf(told);
    }

    /** What was told last by this name; waits for the first. */
    JsonObject told(String event) {
        until(() -> told.stream().anyMatch(one -> one.event().equals(event)));
        return told.stream()
                .filter(one -> one.event().equals(event))
                .reduce((former, latter) -> latter)
                .orElseThrow()
                .data();
    }

    /** Polls until {@code condition} holds, for what nobody is told of. */
    static void until(BooleanSupplier condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(2))
                .pollInSameThread()
                .until(condition::getAsBoolean);
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new AssertionError(failed);
        } catch (InterruptedException | TimeoutException stuck) {
            throw new AssertionError("no answer", stuck);
        }
    }
}
