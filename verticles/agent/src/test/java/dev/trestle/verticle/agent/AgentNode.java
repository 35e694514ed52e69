package dev.trestle.verticle.agent;

import dev.trestle.bus.Histories;
import dev.trestle.bus.Node;
import dev.trestle.bus.Publications;
import dev.trestle.bus.Target;
import dev.trestle.config.Settings;
import dev.trestle.config.Sources;
import dev.trestle.wire.Agents;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Operation;
import dev.trestle.wire.Topics.Position;
import io.vertx.core.Future;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A node that serves agents in the workspace {@code demo}, and one who calls it and reads the topics; for one test. */
final class AgentNode implements BeforeEachCallback, AfterEachCallback {

    private final Map<String, String> settings = new HashMap<>();
    private final List<Told> told = new CopyOnWriteArrayList<>();
    private final TestRecords records = new TestRecords();
    private Path root;
    private Node node;
    private String deployment;

    /** With these settings, keys and values in turn, over the defaults. */
    AgentNode(String... settings) {
        this.settings.put("node.roles", "[gateway]");
        for (int i = 0; i < settings.length; i += 2) {
            this.settings.put(settings[i], settings[i + 1]);
        }
    }

    /** Changes a setting before the node starts. */
    AgentNode with(String key, String value) {
        settings.put(key, value);
        return this;
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        start();
    }

    void start() throws IOException {
        root = Files.createTempDirectory("agent-test").toRealPath();
        node = Node.alone(new VertxOptions().setEventLoopPoolSize(1));
        var read = Settings.read(Sources.of(settings));
        await(TestFiles.serve(node, root));
        await(Publications.serve(node, this::publish));
        await(Histories.serve(node, records::read));
        deployment = await(node.vertx()
                .deployVerticle(new AgentVerticle(
                        node, read.agent(), read.agents(), read.pty(), Map.of("demo", root, "other", root))));
    }

    private Future<Position> publish(Publications.Publication published) {
        if (Agents.isRecord(published.topic())) {
            return records.add(published);
        }
        if (published.event() == null) {
            new JsonArray(published.data()).forEach(event -> tell(published.topic(), (JsonObject) event));
        } else {
            var data = new JsonObject(published.data()).put("topic", published.topic());
            told.add(new Told(published.event(), data));
        }
        return Future.succeededFuture(new Position("e", told.size()));
    }

    private void tell(String topic, JsonObject event) {
        told.add(new Told(event.getString("event"), event.copy().put("topic", topic)));
    }

    /** The transcripts as they were published. */
    TestRecords records() {
        return records;
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        await(node.leave());
        try (var files = Files.walk(root)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(file -> {
                if (!file.delete()) {
                    throw new AssertionError("cannot delete " + file);
                }
            });
        }
    }

    Path root() {
        return root;
    }

    /** The worker leaves as it does when its process drains. */
    void undeploy() {
        await(node.vertx().undeploy(deployment));
    }

    String start(String agent) {
        return call(Agents.START, new Agents.Start(agent, null, null)).session();
    }

    String prompt(String session, String content) {
        return call(Agents.PROMPT, new Agents.Prompt(session, content, false, null))
                .turn();
    }

    /** Asks and waits until the turn is over; yields the whole answer. */
    String ask(String session, String content) {
        var turn = prompt(session, content);
        untilOver(turn);
        return said(turn);
    }

    /** All pieces of the answer, together. */
    String said(String turn) {
        var text = new StringBuilder();
        told(event -> event.is("chunk") && event.text("turn").equals(turn))
                .forEach(event -> text.append(event.text("text")));
        return text.toString();
    }

    List<Told> told() {
        return List.copyOf(told);
    }

    List<Told> told(Predicate<Told> which) {
        return told.stream().filter(which).toList();
    }

    /** Waits for an event of this name, and yields the first. */
    Told until(String event) {
        return until(one -> one.is(event));
    }

    Told until(Predicate<Told> which) {
        until(() -> told.stream().anyMatch(which));
        return told(which).get(0);
    }

    /** Waits for the last event of a turn. */
    Told untilOver(String turn) {
        return until(event -> (event.is("completed") || event.is("failed")) && turn.equals(event.text("turn")));
    }

    void permit(String session, String option) {
        permit(session, until("permission").text("request"), option);
    }

    void permit(String session, String request, String option) {
        call(Agents.PERMIT, new Agents.Permit(session, request, option));
    }

    <Q, R> R call(Operation<Q, R> operation, Q request) {
        return await(send(operation, request, "test", "demo"));
    }

    <Q, R> Future<R> send(Operation<Q, R> operation, Q request, String principal, String workspace) {
        return node.calls(principal).call(operation, Target.workspace(workspace), request);
    }

    /** How a call fails. */
    <Q, R> Failure refusal(Operation<Q, R> operation, Q request) {
        return refusal(send(operation, request, "test", "demo"));
    }

    static Failure refusal(Future<?> call) {
        try {
            await(call);
            return new Failure(ErrorCode.INTERNAL, "it did not fail");
        } catch (CompletionException failed) {
            return (Failure) failed.getCause();
        } catch (Failure failed) {
            return failed;
        }
    }

    static <T> T await(Future<T> future) {
        try {
            return future.await(20, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new AssertionError("not within 20 s", late);
        }
    }

    void until(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within 20 s; told so far: " + told);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }
}
