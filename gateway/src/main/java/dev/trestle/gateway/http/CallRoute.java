package dev.trestle.gateway.http;

import dev.trestle.bus.Caller;
import dev.trestle.gateway.Edge;
import dev.trestle.gateway.call.Dispatch;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;

/** {@code POST /api/v1/call/{operation}}: the body is what {@code params} is in a frame, the answer what {@code result} is. */
final class CallRoute implements Handler<RoutingContext> {

    private final Edge edge;

    CallRoute(Edge edge) {
        this.edge = edge;
    }

    @Override
    public void handle(RoutingContext context) {
        var request = context.request();
        var principal = Credentials.require(edge.access(), request.getHeader(HttpHeaders.AUTHORIZATION))
                .principal();
        var body = context.body().buffer();
        var params = edge.reader().params(body == null ? new byte[0] : body.getBytes());
        var operation = context.pathParam("operation");
        var named = params.workspace() == null ? request.getParam("workspace") : params.workspace();
        var workspace = named == null ? Dispatch.DEFAULT_WORKSPACE : named;
        var deadline = System.currentTimeMillis() + edge.config().callTimeoutMs();
        var trace = request.getHeader("traceparent");
        var caller = new Caller(principal.name(), deadline, trace, "h-" + UUID.randomUUID());
        context.response().closeHandler(gone -> edge.dispatch().cancel(operation, workspace, caller.call()));
        edge.dispatch()
                .call(principal, operation, workspace, params.json(), caller)
                .onComplete(json -> Answers.json(context.response().closeHandler(null), 200, json), context::fail);
    }
}
