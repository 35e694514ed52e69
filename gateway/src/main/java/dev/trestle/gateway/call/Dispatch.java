package dev.trestle.gateway.call;

import dev.trestle.bus.Caller;
import dev.trestle.bus.Calls;
import dev.trestle.bus.Failures;
import dev.trestle.bus.Node;
import dev.trestle.bus.Target;
import dev.trestle.bus.Traces;
import dev.trestle.bus.Traces.Place;
import dev.trestle.bus.Traces.Span;
import dev.trestle.bus.Words;
import dev.trestle.bus.WorkerDirectory;
import dev.trestle.gateway.Metrics;
import dev.trestle.gateway.access.Access;
import dev.trestle.gateway.access.Audit;
import dev.trestle.gateway.access.Principal;
import dev.trestle.gateway.access.Rates;
import dev.trestle.gateway.topic.TopicOperations;
import dev.trestle.gateway.topic.TopicSession;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Nodes;
import dev.trestle.wire.Operation;
import dev.trestle.wire.Protocol;
import dev.trestle.wire.Pty;
import dev.trestle.wire.Topics;
import dev.trestle.wire.Workspaces;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Takes a call from whichever door, asks whether it is allowed, and has it answered.
 *
 * <p>A client names operations, never addresses: what neither the contract nor a service in the directory names does not
 * exist. Any thread may call; the answer comes on the caller's context.
 */
public final class Dispatch {

    /** The workspace of a call that names none, on a connection that names none. */
    public static final String DEFAULT_WORKSPACE = "default";

    private final WorkerDirectory directory;
    private final OwnOperations own;
    private final TopicOperations topics;
    private final Calls calls;
    private final TerminalList terminals;
    private final NodeList nodes;
    private final Metrics metrics;
    private final Words words;
    private final Traces traces;
    private final Audit audit;
    private final Rates rates;

    public Dispatch(Node node, Metrics metrics, TopicOperations topics, Audit audit, Rates rates) {
        this.directory = node.directory();
        this.own = new OwnOperations(directory);
        this.topics = topics;
        this.calls = node.calls("gateway");
        this.terminals = new TerminalList(directory, calls);
        this.nodes = new NodeList(directory, calls);
        this.metrics = metrics;
        this.words = node.words();
        this.traces = node.traces();
        this.audit = audit;
        this.rates = rates;
    }

    /**
     * Where a call goes: to whoever serves the workspace, or, when it is about something that has a handle, to the node that
     * this lives on.
     *
     * @param handles the members of its params that can be handles
     */
    public static Target target(String operation, String workspace, Map<String, String> handles) {
        var handle = handles.isEmpty()
                ? null
                : Protocol.operation(operation)
                        .flatMap(Operation::handle)
                        .map(handles::get)
                        .orElse(null);
        return handle == null ? Target.workspace(workspace) : Target.handle(workspace, handle);
    }

    /** As {@link #call(Principal, String, Target, Buffer, Caller)}, to whoever serves the workspace. */
    public Future<Buffer> call(Principal principal, String operation, String workspace, Buffer params, Caller caller) {
        return call(principal, operation, Target.workspace(workspace), params, caller);
    }

    /** Yields the JSON of the reply; fails with a {@link Failure} alone. */
    public Future<Buffer> call(Principal principal, String operation, Target target, Buffer params, Caller caller) {
        if (topics.has(operation)) {
            return call(principal, operation, params, null, caller);
        }
        var workspace = target.workspace();
        var span = begin(operation, workspace, caller);
        var within = caller.traced(span.traceparent());
        return measured(principal, operation, span, () -> route(principal, operation, target, params, within))
                .onComplete(ended -> audit.called(principal, operation, workspace, params, caller, ended));
    }

    /** Has an operation of topics answered, for a client that can subscribe by {@code session}. */
    public Future<Buffer> call(
            Principal principal, String operation, Buffer params, TopicSession session, Caller caller) {
        var span = begin(operation, null, caller);
        return measured(principal, operation, span, () -> topics.answer(operation, principal, params, session))
                .onComplete(ended -> audit.called(principal, operation, null, params, caller, ended));
    }

    /** Publishes on {@code topic}, with all of the events in {@code json}; {@code key} names the request, or is {@code null}. */
    public Future<Buffer> publish(Principal principal, String topic, Buffer json, String key, Caller caller) {
        var operation = Topics.PUBLISH.name();
        return measured(
                        principal,
                        operation,
                        begin(operation, null, caller),
                        () -> topics.publishAll(principal, topic, json.getBytes(), key))
                .onComplete(ended -> audit.published(principal, topic, caller, ended));
    }

    private Span begin(String operation, String workspace, Caller caller) {
        return traces.begin(Place.GATEWAY, label(operation), workspace, caller.traceparent());
    }

    /** Has {@code operation} answered by {@code answer}, which fails with a {@link Failure} alone, and counts it. */
    private Future<Buffer> measured(Principal principal, String operation, Span span, Supplier<Future<Buffer>> answer) {
        long start = System.nanoTime();
        metrics.began();
        return admitted(principal, operation, answer).onComplete(ended -> {
            var code = codeOf(ended);
            count(operation, code, System.nanoTime() - start);
            span.end(code);
        });
    }

    private Future<Buffer> admitted(Principal principal, String operation, Supplier<Future<Buffer>> answer) {
        try {
            if (principal.expired()) {
                throw new Failure(ErrorCode.UNAUTHENTICATED, Access.REFUSED);
            }
            rates.count(principal, operation);
            return answer.get();
        } catch (Failure refused) {
            return Future.failedFuture(refused);
        }
    }

    private static String codeOf(AsyncResult<Buffer> ended) {
        return ended.succeeded() ? "OK" : ((Failure) ended.cause()).code().name();
    }

    /** A call was settled before it came here, with {@code OK} or an error code; it counts all the same. */
    public void settled(String operation, String code) {
        metrics.began();
        count(operation, code, 0);
    }

    /** A name that nobody serves is the caller's invention and no label. */
    private void count(String operation, String code, long nanoseconds) {
        metrics.answered(label(operation), code, nanoseconds);
    }

    private String label(String operation) {
        return directory.knows(operation) ? operation : "unknown";
    }

    /** Whether the answer to {@code operation} is there when {@link #call} returns, since no worker is asked. */
    public boolean answersAtOnce(String operation) {
        return own.has(operation);
    }

    /** Whether {@code operation} is about topics, which this node answers itself. */
    public boolean isOfTopics(String operation) {
        return topics.has(operation);
    }

    /** Whether {@code operation} waits for nothing slow, and is carried out in the order of its connection. */
    public boolean isLight(String operation) {
        return topics.isLight(operation);
    }

    private Future<Buffer> route(Principal principal, String operation, Target target, Buffer params, Caller caller) {
        try {
            if (own.has(operation)) {
                return Future.succeededFuture(own.answer(operation, principal));
            } else if (operation.equals(Nodes.LIST.name())) {
                return nodes.answer(principal);
            }
            check(principal, operation, target.workspace());
            var workspace = target.workspace();
            var vouched = caller.vouched(words.give(principal, workspace, () -> principal.wordIn(workspace)));
            return operation.equals(Pty.LIST.name())
                    ? terminals.answer(workspace, params, vouched)
                    : calls.send(operation, target, params, vouched);
        } catch (RuntimeException refused) {
            return Future.failedFuture(Failures.from(refused));
        }
    }

    private void check(Principal principal, String operation, String workspace) {
        if (!directory.knows(operation) || Protocol.isInternal(operation)) {
            throw new Failure(ErrorCode.UNKNOWN_OPERATION, "no such operation: " + shortened(operation));
        }
        boolean visible = principal.sees(workspace);
        if (visible && directory.knowsNothing()) {
            throw new Failure(ErrorCode.UNAVAILABLE, "no worker is known here yet");
        } else if (!visible || !directory.hosts(workspace)) {
            throw new Failure(ErrorCode.NOT_FOUND, "no such workspace: " + shortened(workspace));
        }
        if (!principal.may(Protocol.scopeOf(operation), workspace)) {
            throw new Failure(ErrorCode.FORBIDDEN, "not granted: " + operation);
        }
    }

    /** Tells the worker that nobody waits for this call any more. */
    public void cancel(String operation, Target target, String call) {
        if (!own.has(operation) && !topics.has(operation) && directory.knows(operation)) {
            calls.cancel(operation, target, call);
        }
    }

    /** The workspaces that {@code principal} can see. */
    public List<Workspaces.Workspace> workspaces(Principal principal) {
        return own.workspaces(principal);
    }

    private static String shortened(String name) {
        return name.length() <= 64 ? name : name.substring(0, 64) + "…";
    }
}
