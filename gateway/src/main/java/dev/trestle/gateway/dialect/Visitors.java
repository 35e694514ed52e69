package dev.trestle.gateway.dialect;

import dev.trestle.config.DialectConfig;
import dev.trestle.gateway.Edge;
import dev.trestle.gateway.access.Hosts;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * Which web pages may use a listener that asks nobody who they are: those of this machine and those of the configuration,
 * under the name by which the listener is known. Otherwise any page in the world could, in the browser of somebody who works
 * here.
 */
final class Visitors implements Handler<RoutingContext> {

    private static final Failure REFUSED =
            new Failure(ErrorCode.FORBIDDEN, "this page may not call; the setting origins names those that may");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Edge edge;
    private final DialectConfig config;
    private final Hosts hosts;

    Visitors(Edge edge, DialectConfig config) {
        this.edge = edge;
        this.config = config;
        this.hosts = new Hosts(List.of(), config.origins());
    }

    /** Whether {@code request} may go on. */
    boolean welcome(HttpServerRequest request) {
        var origin = request.getHeader(HttpHeaders.ORIGIN);
        return !request.headers().contains(Door.PROXIED)
                && (config.allowRemote() || hosts.know(request))
                && (origin == null || isKnownOrigin(origin));
    }

    @Override
    public void handle(RoutingContext context) {
        var origin = context.request().getHeader(HttpHeaders.ORIGIN);
        if (!welcome(context.request())) {
            refuse(context.request());
        } else if (origin == null) {
            context.next();
        } else {
            share(context, origin);
        }
    }

    void refuse(HttpServerRequest request) {
        edge.audit().turnedAway(edge.entrance().client(request), REFUSED);
        request.response().setStatusCode(403).end(REFUSED.getMessage() + "\n");
    }

    private boolean isKnownOrigin(String origin) {
        return config.origins().contains(origin) || isLoopback(hostOf(origin));
    }

    private static String hostOf(String origin) {
        try {
            return URI.create(origin).getHost();
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    private static boolean isLoopback(String host) {
        return host != null && LOOPBACK.contains(host);
    }

    private static void share(RoutingContext context, String origin) {
        var response = context.response()
                .putHeader("Access-Control-Allow-Origin", origin)
                .putHeader("Access-Control-Allow-Credentials", "true")
                .putHeader(HttpHeaders.VARY, "Origin");
        if (context.request().method().equals(HttpMethod.OPTIONS)) {
            var asked = context.request().getHeader("Access-Control-Request-Headers");
            response.putHeader("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE, OPTIONS");
            if (asked != null) {
                response.putHeader("Access-Control-Allow-Headers", asked);
            }
            response.setStatusCode(204).end();
        } else {
            context.next();
        }
    }
}
