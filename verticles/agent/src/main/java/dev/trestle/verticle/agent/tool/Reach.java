package dev.trestle.verticle.agent.tool;

import dev.trestle.bus.Caller;
import dev.trestle.bus.Calls;
import dev.trestle.bus.Node;
import dev.trestle.bus.Target;
import dev.trestle.bus.Wire;
import dev.trestle.wire.Operation;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * The other services of one workspace, called in the name of who started the session.
 *
 * <p>Workers do not check grants: whoever may start a session does with it what its tools can.
 */
public final class Reach {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Node node;
    private final Calls calls;
    private final String workspace;
    private final String principal;

    public Reach(Node node, String workspace, String principal) {
        this.node = node;
        this.calls = node.calls(principal);
        this.workspace = workspace;
        this.principal = principal;
    }

    Node node() {
        return node;
    }

    /** Calls {@code operation}; fails with a {@link dev.trestle.wire.Failure} alone. */
    public <Q, R> Future<R> call(Operation<Q, R> operation, Q request) {
        return call(operation, request, null);
    }

    /** As {@link #call(Operation, Object)}, with the stream at {@code address}. */
    <Q, R> Future<R> call(Operation<Q, R> operation, Q request, String address) {
        return calls.call(operation, Target.workspace(workspace), request, caller().with(address));
    }

    /** Calls {@code operation} about {@code handle}, on the node where that is. */
    <Q, R> Future<R> callAt(String handle, Operation<Q, R> operation, Q request) {
        return calls.call(operation, Target.handle(workspace, handle), request, caller());
    }

    /** Calls what may be served, or not, by its name. */
    Future<JsonObject> call(String operation, JsonObject params) {
        return calls.send(operation, Target.workspace(workspace), Buffer.buffer(Wire.encode(params.getMap())), caller())
                .map(JsonObject::new);
    }

    private Caller caller() {
        return Caller.of(principal, PATIENCE);
    }
}
