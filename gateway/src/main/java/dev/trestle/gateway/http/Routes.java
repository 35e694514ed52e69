package dev.trestle.gateway.http;

import dev.trestle.bus.Wire;
import dev.trestle.gateway.Edge;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Session;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.CorsHandler;
import java.util.Map;
import java.util.Set;

/** Every path of the listener that is not a WebSocket. */
public final class Routes {

    private final Edge edge;

    private Routes(Edge edge) {
        this.edge = edge;
    }

    /** The table of paths. */
    public static Router of(Vertx vertx, Edge edge) {
        var routes = new Routes(edge);
        var router = Router.router(vertx);
        var answers = new Answers(edge.config().limits().messageBytes());
        router.errorHandler(404, answers::failed).errorHandler(405, answers::failed);
        router.route().failureHandler(answers::failed);
        router.route("/ws").handler(Routes::noHandshake);
        router.get("/").handler(Pages.page("index.html", "text/html"));
        router.get("/page.js").handler(Pages.page("page.js", "text/javascript"));
        router.get("/page.css").handler(Pages.page("page.css", "text/css"));
        router.get("/health/live").handler(context -> routes.health(context, true));
        router.get("/health/ready").handler(context -> routes.health(context, !edge.draining()));
        router.get("/metrics").handler(routes::metrics);
        if (!edge.config().origins().isEmpty()) {
            router.route("/api/*").handler(routes.cors());
        }
        router.get("/api/v1/protocol.json").handler(Pages.schema());
        router.post("/api/v1/tickets").handler(routes::ticket);
        router.post("/api/v1/call/:operation")
                .handler(BodyHandler.create(false)
                        .setBodyLimit(edge.config().limits().messageBytes()))
                .handler(new CallRoute(edge));
        return router;
    }

    private static void noHandshake(RoutingContext context) {
        context.fail(new Failure(ErrorCode.INVALID_REQUEST, "not a WebSocket handshake (RFC 6455 §4.1)"));
    }

    /** Pages of the allowed origins may call, and read what they are answered. */
    private CorsHandler cors() {
        return CorsHandler.create()
                .addOrigins(edge.config().origins())
                .allowedMethods(Set.of(HttpMethod.GET, HttpMethod.POST))
                .allowedHeaders(Set.of("authorization", "content-type", "traceparent"));
    }

    private void health(RoutingContext context, boolean good) {
        var body =
                Map.of("status", good ? "ok" : "draining", "node", edge.node().id());
        Answers.json(context.response(), good ? 200 : 503, Buffer.buffer(Wire.encode(body)));
    }

    private void metrics(RoutingContext context) {
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")
                .end(edge.metrics().scrape());
    }

    private void ticket(RoutingContext context) {
        var proof = Credentials.require(edge.access(), context.request().getHeader(HttpHeaders.AUTHORIZATION));
        var expiresAt = System.currentTimeMillis() + edge.config().ticketTtlMs();
        var issued = edge.tickets().issue(proof, expiresAt);
        var body = new Session.Ticket(issued.ticket(), issued.expiresAt());
        Answers.json(context.response(), 201, Buffer.buffer(Wire.encode(body)));
    }
}
