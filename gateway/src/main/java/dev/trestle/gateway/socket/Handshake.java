package dev.trestle.gateway.socket;

import dev.trestle.gateway.Edge;
import dev.trestle.gateway.access.Proof;
import dev.trestle.gateway.call.Dispatch;
import dev.trestle.gateway.http.Credentials;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.ServerWebSocketHandshake;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Decides who may open a WebSocket: the path, the page it comes from, and what proves who it is. */
public final class Handshake {

    /** Names under which people put tokens into URLs, where logs and histories keep them. */
    private static final Set<String> TOKEN_PARAMETERS =
            Set.of("token", "access_token", "auth", "authorization", "bearer", "jwt", "api_key");

    private final Edge edge;
    private final Sockets sockets;

    public Handshake(Edge edge, Sockets sockets) {
        this.edge = edge;
        this.sockets = sockets;
    }

    /** Accepts or rejects {@code handshake}. */
    public void decide(ServerWebSocketHandshake handshake) {
        if (!"/ws".equals(handshake.path())) {
            handshake.reject(404);
        } else if (edge.draining()) {
            handshake.reject(503);
        } else if (!edge.origins().allow(handshake.headers().get(HttpHeaders.ORIGIN))) {
            handshake.reject(403);
        } else {
            authenticate(handshake);
        }
    }

    private void authenticate(ServerWebSocketHandshake handshake) {
        var query = new QueryStringDecoder(handshake.uri()).parameters();
        var bearer = handshake.headers().get(HttpHeaders.AUTHORIZATION);
        var ticket = first(query, "ticket");
        if (query.keySet().stream().anyMatch(TOKEN_PARAMETERS::contains)) {
            handshake.reject(400);
        } else if (ticket == null && bearer == null) {
            accept(handshake, query, null);
        } else {
            var proof = ticket != null
                    ? edge.tickets().redeem(ticket)
                    : Credentials.bearer(bearer).flatMap(edge.access()::authenticate);
            proof.ifPresentOrElse(found -> accept(handshake, query, found), () -> handshake.reject(401));
        }
    }

    private void accept(ServerWebSocketHandshake handshake, Map<String, List<String>> query, Proof proof) {
        var workspace = first(query, "workspace");
        handshake
                .accept()
                .onSuccess(socket ->
                        sockets.add(socket, proof, workspace == null ? Dispatch.DEFAULT_WORKSPACE : workspace));
    }

    private static String first(Map<String, List<String>> query, String name) {
        var values = query.get(name);
        return values == null || values.isEmpty() ? null : values.get(0);
    }
}
