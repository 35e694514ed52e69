package dev.trestle.gateway.http;

import dev.trestle.bus.Caller;
import dev.trestle.gateway.Edge;
import dev.trestle.gateway.access.Principal;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;

/**
 * {@code POST /api/v1/topics/{topic}}: publishes what the body says, one event or an array of them, all or none. A request
 * with an {@code Idempotency-Key} that is repeated appends nothing more and is answered as the first.
 */
final class TopicRoute implements Handler<RoutingContext> {

    static final String KEY = "Idempotency-Key";

    private static final int LONGEST_KEY = 255;

    private final Edge edge;
    private final Body body;

    TopicRoute(Edge edge, Body body) {
        this.edge = edge;
        this.body = body;
    }

    @Override
    public void handle(RoutingContext context) {
        Credentials.require(edge, context, proof -> publish(context, proof.principal()));
    }

    private void publish(RoutingContext context, Principal principal) {
        var request = context.request();
        var key = request.getHeader(KEY);
        if (key != null && (key.isBlank() || key.length() > LONGEST_KEY)) {
            throw new Failure(ErrorCode.INVALID_ARGUMENT, KEY + " must have 1 to " + LONGEST_KEY + " characters");
        }
        var topic = context.pathParam("*");
        var caller = Callers.of(principal, request, edge.config().callTimeoutMs());
        body.of(request)
                .compose(bytes -> publish(principal, topic, bytes, key, caller))
                .onComplete(json -> Answers.json(context.response(), 200, json), context::fail);
    }

    private Future<Buffer> publish(Principal principal, String topic, Buffer bytes, String key, Caller caller) {
        // As strict as a frame is: the reader wants an object, so the body is looked at as a member of one.
        edge.reader()
                .params(Buffer.buffer("{\"events\":")
                        .appendBuffer(bytes)
                        .appendString("}")
                        .getBytes());
        return edge.dispatch().publish(principal, topic, bytes, key, caller);
    }
}
