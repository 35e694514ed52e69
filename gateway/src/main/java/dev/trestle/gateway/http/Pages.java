package dev.trestle.gateway.http;

import dev.trestle.wire.Protocol;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The few files that are part of the program, read once. No file of a workspace is ever served from here. */
final class Pages {

    /** Nothing but our own script and style runs, and nobody frames us. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private Pages() {}

    static Handler<RoutingContext> page(String name, String type) {
        return serve(read(Pages.class, name), type + "; charset=utf-8");
    }

    static Handler<RoutingContext> schema() {
        return serve(read(Protocol.class, "protocol.json"), "application/schema+json");
    }

    private static Handler<RoutingContext> serve(Buffer content, String type) {
        return context -> context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .end(content);
    }

    private static Buffer read(Class<?> neighbour, String name) {
        try (var stream = neighbour.getResourceAsStream(name)) {
            return Buffer.buffer(stream.readAllBytes());
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
