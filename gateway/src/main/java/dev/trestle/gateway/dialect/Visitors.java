package dev.trestle.gateway.dialect;

import dev.trestle.config.DialectConfig;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.Set;

/**
 * Which web pages may use a listener that asks nobody who they are: those of this machine and those of the configuration,
 * under the name by which the listener is known. Otherwise any page in the world could, in the browser of somebody who works
 * here.
 */
final class Visitors implements Handler<RoutingContext> {

    private static final String REFUSED = "this page may not call; the setting origins names those that may\n";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final DialectConfig config;

    Visitors(DialectConfig config) {
        this.config = config;
    }

    /** Whether {@code request} may go on. */
    boolean welcome(HttpServerRequest request) {
        var origin = request.getHeader(HttpHeaders.ORIGIN);
        return !request.headers().contains(Door.PROXIED)
                && isKnownHost(request)
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

    static void refuse(HttpServerRequest request) {
        request.response().setStatusCode(403).end(REFUSED);
    }

    /** A page that gave its own name this machine's address says that name (DNS rebinding). */
    private boolean isKnownHost(HttpServerRequest request) {
        var host = request.authority();
        return config.allowRemote()
                || host != null
                        && (isLoopback(host.host())
                                || config.origins().stream()
                                        .anyMatch(origin -> host.host().equals(hostOf(origin))));
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
        return host != null && (LOOPBACK.contains(host) || host.equals("::1"));
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
