package dev.trestle.gateway.http;

import dev.trestle.gateway.Edge;
import dev.trestle.gateway.access.Access;
import dev.trestle.gateway.access.Proof;
import dev.trestle.gateway.access.Refusal;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads the {@code Authorization} header. */
public final class Credentials {

    private static final String SCHEME = "Bearer ";

    private Credentials() {}

    /** The token of {@code Bearer TOKEN} (RFC 6750 §2.1). */
    private static Optional<String> bearer(String header) {
        return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Optional.of(header.substring(SCHEME.length()).strip())
                : Optional.empty();
    }

    /** The token of {@code request}: in its header, or in its query as {@code token}, where it is not read natively. */
    public static Optional<String> token(HttpServerRequest request) {
        return bearer(request.getHeader(HttpHeaders.AUTHORIZATION)).or(() -> {
            try {
                return Optional.ofNullable(request.getParam("token"));
            } catch (IllegalArgumentException brokenEscape) {
                return Optional.of("");
            }
        });
    }

    /** What this header proves; fails with a {@link Refusal}, which is not for whoever sent it. */
    public static Future<Proof> prove(Access access, String header) {
        return bearer(header)
                .map(access::authenticate)
                .orElseGet(() -> Future.failedFuture(new Refusal("there is no token")));
    }

    /**
     * Hands on who sent a request, as soon as that is known; until then nothing of its body is read. A request of nobody
     * fails.
     */
    static void require(Edge edge, RoutingContext context, Consumer<Proof> next) {
        var request = context.request();
        var proving = prove(edge.access(), request.getHeader(HttpHeaders.AUTHORIZATION));
        var from = edge.entrance().client(request);
        boolean waits = !proving.isComplete();
        if (waits) {
            request.pause();
        }
        proving.map(proof -> proof.at(from))
                .onComplete(
                        proof -> {
                            hand(context, proof, known -> enter(edge, context, known, next));
                            if (waits && !isUpload(request)) {
                                request.resume();
                            }
                        },
                        refused -> {
                            edge.audit().refused(from, refused);
                            fail(context, refused(request));
                        });
    }

    private static Failure refused(HttpServerRequest request) {
        return bearer(request.getHeader(HttpHeaders.AUTHORIZATION)).isPresent()
                ? Access.refused()
                : new Failure(ErrorCode.UNAUTHENTICATED, "no credentials: send Authorization: Bearer TOKEN");
    }

    /** Until it is answered, a request is one of the connections of whoever sent it. */
    private static void enter(Edge edge, RoutingContext context, Proof proof, Consumer<Proof> next) {
        if (context.response().closed()) {
            // Meanwhile the client has left, and nobody would tell of its end.
            return;
        }
        var principal = proof.principal();
        edge.attendance().check(principal);
        edge.attendance().enter(principal);
        context.addEndHandler(over -> edge.attendance().leave(principal));
        edge.audit().admitted(principal);
        next.accept(proof);
    }

    private static void hand(RoutingContext context, Proof proof, Consumer<Proof> next) {
        try {
            next.accept(proof);
        } catch (Failure refused) {
            fail(context, refused);
        }
    }

    private static void fail(RoutingContext context, Failure refused) {
        if (isUpload(context.request())) {
            Body.refuse(context.vertx(), context.request());
        }
        context.request().resume();
        context.fail(refused);
    }

    /** Whether the body is read as a stream, which is paused and goes on by itself. */
    private static boolean isUpload(HttpServerRequest request) {
        return request.method().equals(HttpMethod.PUT);
    }
}
