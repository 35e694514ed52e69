package dev.trestle.gateway.dialect;

import dev.trestle.config.DialectConfig;
import dev.trestle.gateway.Edge;
import dev.trestle.gateway.access.Access;
import dev.trestle.gateway.access.Proof;
import dev.trestle.gateway.http.Body;
import dev.trestle.gateway.socket.Handshake;
import dev.trestle.gateway.socket.Identity;
import dev.trestle.gateway.socket.Sockets;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The listener of a dialect: who comes in, with which rights. Belongs to one event loop. */
public final class Door {

    /**
     * A header that says that a request was handed on by a listener of this kind, and so may come from somebody with fewer
     * rights than others on this machine: no door opens to it.
     */
    public static final String PROXIED = "Trestle-Proxied";

    private final Edge edge;
    private final DialectConfig config;
    private final Sockets sockets;
    private final Visitors visitors;
    private final Router router;
    private final Body bodies;
    private final Map<Pattern, BiConsumer<HttpServerRequest, MatchResult>> handshakes = new LinkedHashMap<>();

    private Door(Edge edge, DialectConfig config, Sockets sockets) {
        this.edge = edge;
        this.config = config;
        this.sockets = sockets;
        this.visitors = new Visitors(config);
        this.router = Router.router(edge.node().vertx());
        router.route().handler(visitors);
        var limits = edge.config().limits();
        this.bodies = new Body(
                edge.node().vertx(), limits.messageBytes(), edge.config().callTimeoutMs());
    }

    /** What serves the requests of a listener on which {@code dialect} is spoken. */
    public static Handler<HttpServerRequest> open(Edge edge, DialectConfig config, Sockets sockets, Dialect dialect) {
        var door = new Door(edge, config, sockets);
        dialect.serve(door);
        return door::enter;
    }

    /** Handshakes do not pass the router, which gives no more than a shadow of a socket. */
    private void enter(HttpServerRequest request) {
        if (Handshake.isAskedBy(request)) {
            for (var handshake : handshakes.entrySet()) {
                var path = handshake.getKey().matcher(request.path());
                if (path.matches()) {
                    decide(request, path.toMatchResult(), handshake.getValue());
                    return;
                }
            }
        }
        router.handle(request);
    }

    private void decide(
            HttpServerRequest request, MatchResult path, BiConsumer<HttpServerRequest, MatchResult> handshake) {
        if (visitors.welcome(request)) {
            handshake.accept(request, path);
        } else {
            Visitors.refuse(request);
        }
    }

    /** Gives handshakes on paths that {@code path} matches to {@code handshake}, which accepts or refuses them. */
    public void sockets(Pattern path, BiConsumer<HttpServerRequest, MatchResult> handshake) {
        handshakes.put(path, handshake);
    }

    /** Whose rights the clients of such a listener have; fails where the token of the settings is nobody's. */
    public static Future<Proof> proof(Access access, DialectConfig config) {
        return config.token() == null ? Future.succeededFuture(access.owner()) : access.authenticate(config.token());
    }

    public Vertx vertx() {
        return edge.node().vertx();
    }

    /** Whether this node is on its way out. */
    public boolean draining() {
        return edge.draining();
    }

    /** Where a dialect adds what it serves; pages that may not call do not come this far. */
    public Router router() {
        return router;
    }

    /** The workspace that {@code named} means: that of the settings when it is {@code null}. */
    public String workspace(String named) {
        return named == null ? config.workspace() : named;
    }

    /** Who has sent {@code request}, about {@code workspace}. */
    public Future<Guest> guest(HttpServerRequest request, String workspace) {
        var from = edge.proxies().client(request.remoteAddress(), request.headers());
        return proof(edge.access(), config).map(proof -> {
            var principal = proof.at(from).principal();
            return new Guest(edge, () -> principal, workspace, "h-" + UUID.randomUUID(), call -> {});
        });
    }

    /** The topics that {@code guest} follows while {@code response} is written; its end is for the caller to say. */
    public TopicFeed feed(Guest guest, HttpServerResponse response) {
        return new TopicFeed(
                edge, sockets.deliveries(), guest, () -> response.writeQueueFull() ? Integer.MAX_VALUE : 0);
    }

    /** The body of {@code request}, within the limit of a message; fails with a {@code Failure}. */
    public Future<Buffer> body(HttpServerRequest request) {
        return bodies.of(request);
    }

    /** Makes a socket of {@code request}, about {@code workspace}; {@code welcome} says what is said on it. */
    public void accept(HttpServerRequest request, String workspace, Envelope envelope, Consumer<EventSocket> welcome) {
        request.pause();
        proof(edge.access(), config)
                .onComplete(
                        proof -> {
                            int refusal = refusal(request, proof);
                            if (refusal > 0) {
                                request.resume();
                                request.response().setStatusCode(refusal).end();
                                return;
                            }
                            request.toWebSocket()
                                    .onSuccess(socket -> sockets.add(
                                            socket,
                                            proof,
                                            outlet -> new EventTalk(outlet, envelope, workspace, welcome)));
                        },
                        unknown -> request.response().setStatusCode(401).end());
    }

    private int refusal(HttpServerRequest request, Proof proof) {
        if (edge.draining()) {
            return 503;
        }
        boolean crowded = edge.addresses().isFull(edge.proxies().client(request.remoteAddress(), request.headers()))
                || Identity.isCrowded(edge, proof.principal());
        return crowded ? 429 : 0;
    }
}
