package dev.trestle.gateway.http;

import dev.trestle.gateway.Edge;
import dev.trestle.gateway.access.Principal;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Fs;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** {@code /api/v1/workspaces/{id}/files/{path}}: the files themselves, by the methods of HTTP. */
final class FilesRoute implements Handler<RoutingContext> {

    private final Edge edge;
    private final Download download = new Download();
    private final Upload upload;

    FilesRoute(Vertx vertx, Edge edge) {
        this.edge = edge;
        this.upload = new Upload(vertx);
    }

    /** Whether a failure of {@code context} is told in the words of these pages. */
    static boolean isAskedBy(RoutingContext context) {
        var path = context.request().path();
        return path != null && path.startsWith("/api/v1/workspaces/");
    }

    /** Who asks is settled before anything is read. */
    @Override
    public void handle(RoutingContext context) {
        Credentials.require(edge, context, proof -> {
            Tenure.begin(edge, context, proof);
            route(context, proof.principal());
        });
    }

    private void route(RoutingContext context, Principal principal) {
        var file = FilePath.of(context.request().path())
                .orElseThrow(() -> new Failure(ErrorCode.NOT_FOUND, "no such page"));
        var exchange = new Exchange(edge, context, principal, file);
        switch (context.request().method().name()) {
            case "GET", "HEAD" -> download.answer(exchange);
            case "PUT" -> upload.answer(exchange);
            case "DELETE" -> delete(exchange);
            default -> {
                context.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD, PUT, DELETE");
                context.fail(405);
            }
        }
    }

    private static void delete(Exchange exchange) {
        var match = IfMatch.of(exchange.header(HttpHeaders.IF_MATCH));
        var params = new Fs.Delete(exchange.file().path(), Flag.of(exchange.request(), "recursive"), match);
        exchange.call(Fs.DELETE, params, null)
                .onSuccess(deleted -> exchange.response().setStatusCode(204).end())
                .onFailure(cause -> IfMatch.fail(exchange, match != null, cause));
    }
}
