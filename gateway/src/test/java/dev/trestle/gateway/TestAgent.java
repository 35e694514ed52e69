package dev.trestle.gateway;

import static dev.trestle.gateway.TestGateway.await;

import dev.trestle.bus.Node;
import dev.trestle.bus.Operations;
import dev.trestle.bus.Publisher;
import dev.trestle.wire.Agents;
import dev.trestle.wire.Empty;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** An agent that says what it is told to say: sessions are a-1, a-2 … and turns t-1, t-2 …, and all ends when a test ends it. */
final class TestAgent {

    private final AtomicInteger sessions = new AtomicInteger();
    private final AtomicInteger turns = new AtomicInteger();
    private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    private final List<Agents.Session> present = new CopyOnWriteArrayList<>();
    private volatile Future<?> answers = Future.succeededFuture();
    private final Publisher publisher;
    private final String node;

    TestAgent(Node node) {
        this.publisher = node.publisher("agent");
        this.node = node.id();
        await(Operations.of(node, "agent", Set.of("default", "other"))
                .serve(Agents.START, (request, call) -> {
                    asked.add("start " + call.workspace() + " " + request.agent() + " " + request.cwd());
                    return Future.succeededFuture(new Agents.Started(session(sessions.incrementAndGet())));
                })
                .serve(Agents.PROMPT, (request, call) -> {
                    asked.add("prompt " + request.content());
                    return Future.succeededFuture(new Agents.Prompted("t-" + turns.incrementAndGet()));
                })
                .serve(Agents.CANCEL, (request, call) -> {
                    asked.add("cancel");
                    return Future.succeededFuture(new Empty());
                })
                .serve(
                        Agents.LIST,
                        (request, call) -> Future.succeededFuture(
                                new Agents.Listing(List.of(new Agents.Agent("demo", "demo", "A test.")), "demo")))
                .serve(Agents.SESSIONS, (request, call) -> {
                    asked.add("sessions");
                    return answers.map(any -> new Agents.Sessions(List.copyOf(present)));
                })
                .serve(Agents.STOP, (request, call) -> {
                    asked.add("stop " + request.session().replaceFirst("@.*", ""));
                    return Future.succeededFuture(new Empty());
                })
                .start());
    }

    String session(int number) {
        return "a-" + number + "@" + node;
    }

    /** Tells an event of session {@code number}, and waits until it is in the log. */
    void tell(int number, String event, Map<String, ?> data) {
        await(publisher.publish(Agents.TOPIC + session(number), event, data));
    }

    /** Lists sessions only when that is completed. */
    void answersAfter(Future<?> when) {
        answers = when;
    }

    /** There is a session {@code number}, which nobody is told. */
    Agents.Session place(int number) {
        var session = new Agents.Session(session(number), "demo", Agents.State.IDLE, number, "owner");
        present.add(session);
        return session;
    }

    /** Tells that session {@code number} is there from now on. */
    void open(int number) {
        await(publisher.publish("workspace/default/agents", "opened", place(number)));
    }

    /** Tells that session {@code number} is over. */
    void close(int number) {
        var session = present.stream()
                .filter(one -> one.session().equals(session(number)))
                .findFirst()
                .orElseThrow();
        present.remove(session);
        await(publisher.publish("workspace/default/agents", "closed", session));
    }

    /** Tells that the list of sessions is to be read again. */
    void overflow() {
        await(publisher.publish("workspace/default/agents", "overflow", null));
    }

    /** A piece of the answer in turn {@code t-1}. */
    void say(int number, String text) {
        tell(number, "chunk", Map.of("turn", "t-1", "text", text));
    }

    /** What it was asked next. */
    String asked() {
        try {
            return asked.poll(5, TimeUnit.SECONDS);
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }
}
