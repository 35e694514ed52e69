package dev.trestle.verticle.agent.tool;

import dev.trestle.bus.Call;
import dev.trestle.bus.Caller;
import dev.trestle.bus.Calls;
import dev.trestle.bus.Node;
import dev.trestle.bus.Target;
import dev.trestle.wire.Operation;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Objects;

/**
 * The other services of one workspace, called in the name of who started the session, who may do no more by an agent than
 * without: each call brings the word of the gateway that their own call came with, and whoever serves it checks that.
 */
public final class Reach {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Node node;
    private final Calls calls;
    private final String workspace;
    private volatile Call voucher;

    /** In the workspace of {@code call}, which starts the session. */
    public Reach(Node node, Call call) {
        this.node = node;
        this.calls = node.calls(call.principal());
        this.workspace = call.workspace();
        this.voucher = call;
    }

    /** {@code call} is about the session; when it is from who started it, what they may do holds on from now. */
    public void renew(Call call) {
        if (Objects.equals(call.principal(), voucher.principal())) {
            voucher = call;
        }
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

    private Caller caller() {
        return voucher.caller(PATIENCE);
    }
}
