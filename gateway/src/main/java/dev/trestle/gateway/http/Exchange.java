package dev.trestle.gateway.http;

import dev.trestle.bus.Wire;
import dev.trestle.gateway.Edge;
import dev.trestle.gateway.access.Principal;
import dev.trestle.wire.Operation;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/**
 * One request for a file.
 *
 * @param principal who asks
 * @param file for what
 */
record Exchange(Edge edge, RoutingContext context, Principal principal, FilePath file) {

    HttpServerRequest request() {
        return context.request();
    }

    HttpServerResponse response() {
        return context.response();
    }

    String header(CharSequence name) {
        return request().getHeader(name);
    }

    /** Calls {@code operation} with the stream at {@code address}, if any; an answer is of use for {@code patience}. */
    <Q, R> Future<R> call(Operation<Q, R> operation, Q params, String address, long patience) {
        var caller = Callers.of(principal, request(), patience).with(address);
        var body = Buffer.buffer(Wire.encode(params));
        return edge.dispatch()
                .call(principal, operation.name(), file.workspace(), body, caller)
                .map(reply -> Wire.decode(reply, operation.reply()));
    }

    /** As {@link #call}, for as long as any call may take. */
    <Q, R> Future<R> call(Operation<Q, R> operation, Q params, String address) {
        return call(operation, params, address, edge.config().callTimeoutMs());
    }
}
