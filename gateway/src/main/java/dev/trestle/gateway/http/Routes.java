package dev.trestle.gateway.http;

import dev.trestle.bus.Wire;
import dev.trestle.gateway.Edge;
import dev.trestle.gateway.access.Proof;
import dev.trestle.gateway.call.Dispatch;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Nodes;
import dev.trestle.wire.Session;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.CorsHandler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/** Every path of the listener that is not a WebSocket. */
public final class Routes {

    /** What pages of other origins may send and read, beside what any page may. */
    private static final Set<String> ASKED = Set.of(
            "authorization",
            "content-type",
            "traceparent",
            "range",
            "if-range",
            "idempotency-key",
            "if-match",
            "if-none-match",
            "if-modified-since",
            "content-range");

    private static final Set<String> TOLD =
            Set.of("etag", "range", "content-range", "accept-ranges", "content-disposition", "location", "retry-after");

    /** What asking for a ticket counts as; it is no operation. */
    private static final String TICKET = "session.ticket";

    private static final Buffer NO_PARAMS = Buffer.buffer("{}");

    private final Edge edge;

    private Routes(Edge edge) {
        this.edge = edge;
    }

    /** The table of paths. */
    public static Router of(Vertx vertx, Edge edge) {
        var routes = new Routes(edge);
        var router = Router.router(vertx);
        for (int status : new int[] {400, 404, 500}) {
            router.errorHandler(status, context -> Answers.failed(context, status));
        }
        router.route().failureHandler(context -> Answers.failed(context, context.statusCode()));
        get(router, "/health/live", routes::alive);
        get(router, "/health/ready", routes::ready);
        router.route().handler(routes::admitReader);
        router.route("/ws").handler(Routes::noHandshake);
        get(router, "/", Pages.page("index.html", "text/html"));
        get(router, "/page.js", Pages.page("page.js", "text/javascript"));
        get(router, "/page.css", Pages.page("page.css", "text/css"));
        get(router, "/metrics", routes::metrics);
        router.route("/api/*").handler(routes::admit);
        get(router, "/api/v1/protocol.json", Pages.schema());
        get(router, "/api/v1/cluster", routes::cluster);
        post(router, "/api/v1/tickets", routes::ticket);
        var body = new Body(
                vertx, edge.config().limits().messageBytes(), edge.config().callTimeoutMs());
        post(router, "/api/v1/call/:operation", new CallRoute(edge, body));
        post(router, "/api/v1/topics/*", new TopicRoute(edge, body));
        router.route("/api/v1/workspaces/*").handler(new FilesRoute(vertx, edge));
        return router;
    }

    private static void get(Router router, String path, Handler<RoutingContext> handler) {
        router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(handler);
        router.route(path).handler(context -> notWithThisMethod(context, "GET, HEAD"));
    }

    private static void post(Router router, String path, Handler<RoutingContext> handler) {
        router.post(path).handler(handler);
        router.route(path).handler(context -> notWithThisMethod(context, "POST"));
    }

    private static void notWithThisMethod(RoutingContext context, String methods) {
        context.response().putHeader(HttpHeaders.ALLOW, methods);
        Answers.failed(context, 405);
    }

    private static void noHandshake(RoutingContext context) {
        context.fail(new Failure(ErrorCode.INVALID_REQUEST, "not a WebSocket handshake (RFC 6455 §4.1)"));
    }

    private void admitReader(RoutingContext context) {
        edge.admitReader(context.request());
        context.next();
    }

    /**
     * Until it is answered, a request is one of the connections from its address. Pages of the allowed origins may call, as
     * they may connect; those of the configuration read what they are answered.
     */
    private void admit(RoutingContext context) {
        edge.admit(context.request());
        var from = edge.entrance().client(context.request());
        edge.attendance().enter(from);
        context.addEndHandler(over -> edge.attendance().leave(from));
        var configured = edge.config().origins();
        if (!configured.isEmpty()
                && configured.containsAll(context.request().headers().getAll(HttpHeaders.ORIGIN))) {
            cors(configured).handle(context);
        } else {
            context.next();
        }
    }

    private static CorsHandler cors(List<String> configured) {
        return CorsHandler.create()
                .addOrigins(configured)
                .allowedMethods(
                        Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST, HttpMethod.PUT, HttpMethod.DELETE))
                .allowedHeaders(ASKED)
                .exposedHeaders(TOLD);
    }

    private void alive(RoutingContext context) {
        health(context, "ok", List.of());
    }

    private void ready(RoutingContext context) {
        var missing = edge.topics().missing();
        health(context, edge.draining() ? "draining" : missing.isEmpty() ? "ok" : "unavailable", missing);
    }

    private void health(RoutingContext context, String status, List<String> missing) {
        var body = new LinkedHashMap<String, Object>();
        body.put("status", status);
        body.put("node", edge.node().id());
        if (!missing.isEmpty()) {
            body.put("missing", missing);
        }
        Answers.json(context.response(), status.equals("ok") ? 200 : 503, Buffer.buffer(Wire.encode(body)));
    }

    private void metrics(RoutingContext context) {
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")
                .end(edge.node().meters().scrape());
    }

    private void cluster(RoutingContext context) {
        Credentials.require(edge, context, proof -> {
            var caller = Callers.of(
                    proof.principal(), context.request(), edge.config().callTimeoutMs());
            edge.dispatch()
                    .call(proof.principal(), Nodes.LIST.name(), Dispatch.DEFAULT_WORKSPACE, NO_PARAMS, caller)
                    .onComplete(json -> Answers.json(context.response(), 200, json), context::fail);
        });
    }

    private void ticket(RoutingContext context) {
        Credentials.require(edge, context, proof -> issue(context, proof));
    }

    private void issue(RoutingContext context, Proof proof) {
        edge.rates().count(proof.principal(), TICKET);
        var expiresAt = System.currentTimeMillis() + edge.config().ticketTtlMs();
        var issued = edge.tickets().issue(proof, expiresAt);
        var body = new Session.Ticket(issued.ticket(), issued.expiresAt());
        Answers.json(context.response(), 201, Buffer.buffer(Wire.encode(body)));
    }
}
