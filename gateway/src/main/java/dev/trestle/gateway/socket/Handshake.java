package dev.trestle.gateway.socket;

import dev.trestle.gateway.Edge;
import dev.trestle.gateway.access.Access;
import dev.trestle.gateway.access.Proof;
import dev.trestle.gateway.access.Refusal;
import dev.trestle.gateway.call.Dispatch;
import dev.trestle.gateway.http.Answers;
import dev.trestle.gateway.http.Credentials;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decides who may open a WebSocket: the path, the page it comes from, and what proves who it is. */
public final class Handshake {

    /** Names under which people put tokens into URLs, where logs and histories keep them. */
    private static final Set<String> TOKEN_PARAMETERS =
            Set.of("token", "access_token", "auth", "authorization", "bearer", "jwt", "api_key");

    private static final String VERSION = "13";

    private final Edge edge;
    private final Sockets sockets;

    public Handshake(Edge edge, Sockets sockets) {
        this.edge = edge;
        this.sockets = sockets;
    }

    /** Whether {@code request} asks for a WebSocket. */
    public static boolean isAskedBy(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.UPGRADE, HttpHeaders.WEBSOCKET, true);
    }

    /** Accepts or rejects {@code request}. */
    public void decide(HttpServerRequest request) {
        if (!"/ws".equals(request.path())) {
            reject(request, 404);
        } else if (edge.draining()) {
            reject(request, 503);
        } else if (isAdmitted(request, () -> edge.admit(request))) {
            int fault = fault(request);
            if (fault == 0) {
                authenticate(request);
            } else {
                reject(request, fault);
            }
        }
    }

    /** Whether {@code request} passes {@code check} and may go on; it is answered when not. */
    private static boolean isAdmitted(HttpServerRequest request, Runnable check) {
        try {
            check.run();
            return true;
        } catch (Failure refused) {
            Answers.refuse(request.response(), refused);
            return false;
        }
    }

    /** The status with which to refuse what is no handshake, or 0. */
    private static int fault(HttpServerRequest request) {
        if (!request.method().equals(HttpMethod.GET)) {
            return 405;
        } else if (!VERSION.equals(request.getHeader("Sec-WebSocket-Version"))) {
            return 426;
        }
        boolean sound = request.version() == HttpVersion.HTTP_1_1
                && isNonce(request.getHeader("Sec-WebSocket-Key"))
                && !announcesBody(request);
        return sound ? 0 : 400;
    }

    /** The HTTP client of Java 17 announces a body of no bytes (JDK-8283544), and is as welcome as others. */
    private static boolean announcesBody(HttpServerRequest request) {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length != null && !length.equals("0") || request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    /** Whether {@code key} is 16 bytes in base64 (RFC 6455 §4.1). */
    private static boolean isNonce(String key) {
        try {
            return key != null && Base64.getDecoder().decode(key).length == 16;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private void authenticate(HttpServerRequest request) {
        var query = query(request).orElse(null);
        if (query == null) {
            reject(request, 400);
            return;
        } else if (query.keySet().stream().anyMatch(Handshake::namesToken)) {
            turnAway(request, new Failure(ErrorCode.INVALID_REQUEST, "a token has no business in a URL"));
            return;
        }
        var bearer = request.getHeader(HttpHeaders.AUTHORIZATION);
        var ticket = first(query, "ticket");
        if (ticket == null && bearer == null) {
            accept(request, query, null);
        } else {
            var proving = ticket != null ? redeem(ticket) : Credentials.prove(edge.access(), bearer);
            if (!proving.isComplete()) {
                request.pause();
            }
            proving.onComplete(proof -> admit(request, query, proof), refused -> {
                edge.audit().refused(edge.entrance().client(request), refused);
                Answers.refuse(request.response(), Access.refused());
            });
        }
    }

    private void turnAway(HttpServerRequest request, Failure why) {
        edge.audit().turnedAway(edge.entrance().client(request), why);
        Answers.refuse(request.response(), why);
    }

    private Future<Proof> redeem(String ticket) {
        return edge.tickets()
                .redeem(ticket)
                .map(edge.access()::renew)
                .orElseGet(() -> Future.failedFuture(new Refusal("no such ticket, or it has ended or was used")));
    }

    private static boolean namesToken(String parameter) {
        return TOKEN_PARAMETERS.contains(parameter.toLowerCase(Locale.ROOT));
    }

    private void admit(HttpServerRequest request, Map<String, List<String>> query, Proof proof) {
        if (isAdmitted(request, () -> edge.seat(request, proof.principal()))) {
            accept(request, query, proof);
        }
    }

    private void accept(HttpServerRequest request, Map<String, List<String>> query, Proof proof) {
        var workspace = first(query, "workspace");
        request.toWebSocket()
                .onSuccess(socket ->
                        sockets.add(socket, proof, workspace == null ? Dispatch.DEFAULT_WORKSPACE : workspace));
    }

    private static void reject(HttpServerRequest request, int status) {
        var response = request.response().setStatusCode(status);
        switch (status) {
            case 405 -> response.putHeader(HttpHeaders.ALLOW, "GET");
            case 426 ->
                response.putHeader("Sec-WebSocket-Version", VERSION)
                        .putHeader(HttpHeaders.UPGRADE, HttpHeaders.WEBSOCKET);
            default -> response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        }
        response.end();
    }

    private static Optional<Map<String, List<String>>> query(HttpServerRequest request) {
        try {
            return Optional.of(new QueryStringDecoder(request.uri()).parameters());
        } catch (IllegalArgumentException brokenEscape) {
            return Optional.empty();
        }
    }

    private static String first(Map<String, List<String>> query, String name) {
        var values = query.get(name);
        return values == null || values.isEmpty() ? null : values.get(0);
    }
}
