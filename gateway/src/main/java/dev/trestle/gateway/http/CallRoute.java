package dev.trestle.gateway.http;

import dev.trestle.gateway.Edge;
import dev.trestle.gateway.access.Principal;
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
        Credentials.require(edge, context, proof -> call(context, proof.principal()));
    }

    private void call(RoutingContext context, Principal principal) {
        var named = context.queryParams().get("workspace");
        body.of(context.request())
                .compose(bytes -> call(context, principal, named, edge.reader().params(bytes.getBytes())))
                .onComplete(json -> Answers.json(context.response(), 200, json), context::fail);
    }

    private Future<Buffer> call(RoutingContext context, Principal principal, String named, FrameReader.Params params) {
        var operation = context.pathParam("operation");
        var chosen = params.workspace() == null ? named : params.workspace();
        var workspace = chosen == null ? Dispatch.DEFAULT_WORKSPACE : chosen;
        var target = Dispatch.target(operation, workspace, params.handles());
        var caller = Callers.of(
                principal,
                context.request(),
                Protocol.patience(operation, edge.config().callTimeoutMs()));
        context.response().closeHandler(gone -> edge.dispatch().cancel(operation, target, caller.call()));
        return edge.dispatch()
                .call(principal, operation, target, params.json(), caller)
                .onComplete(ended -> context.response().closeHandler(null));
    }
}
