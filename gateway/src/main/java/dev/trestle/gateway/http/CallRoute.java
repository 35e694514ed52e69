package dev.trestle.gateway.http;

import dev.trestle.gateway.Edge;
import dev.trestle.gateway.access.Proof;
import dev.trestle.gateway.call.Dispatch;
import dev.trestle.gateway.socket.FrameReader;
import dev.trestle.wire.Protocol;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;

/** {@code POST /api/v1/call/{operation}}: the body is what {@code params} is in a frame, the answer what {@code result} is. */
final class CallRoute implements Handler<RoutingContext> {

    private final Edge edge;
    private final Body body;

    CallRoute(Edge edge, Body body) {
        this.edge = edge;
        this.body = body;
    }

    /** Who calls is settled before the body is read. */
    @Override
    public void handle(RoutingContext context) {
        Credentials.require(edge, context, proof -> call(context, proof));
    }

    private void call(RoutingContext context, Proof proof) {
        var named = context.queryParams().get("workspace");
        body.of(context.request())
                .compose(bytes -> call(context, proof, named, edge.reader().params(bytes.getBytes())))
                .onComplete(json -> Answers.json(context.response(), 200, json), context::fail);
    }

    private Future<Buffer> call(RoutingContext context, Proof proof, String named, FrameReader.Params params) {
        var principal = proof.principal();
        var operation = context.pathParam("operation");
        var chosen = params.workspace() == null ? named : params.workspace();
        var workspace = chosen == null ? Dispatch.DEFAULT_WORKSPACE : chosen;
        var target = Dispatch.target(operation, workspace, params.handles());
        long usual = edge.config().callTimeoutMs();
        long patience = Protocol.patience(operation, usual);
        if (patience > usual) {
            Tenure.begin(edge, context, proof);
        }
        var caller = Callers.of(principal, context.request(), patience);
        context.addEndHandler(over -> {
            if (over.failed()) {
                edge.dispatch().cancel(operation, target, caller.call());
            }
        });
        return edge.dispatch().call(principal, operation, target, params.json(), caller);
    }
}
