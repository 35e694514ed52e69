package dev.trestle.gateway.dialect;

import dev.trestle.config.DialectConfig;
import dev.trestle.gateway.Edge;
import dev.trestle.gateway.access.Access;
import dev.trestle.gateway.access.Proof;
import dev.trestle.gateway.http.Body;
import dev.trestle.gateway.http.Credentials;
import dev.trestle.gateway.socket.Handshake;
import dev.trestle.gateway.socket.Sockets;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The listener of a dialect: who comes in, with which rights. Belongs to one event loop. */
public final class Door {

    /**
     * A header that says that a request was handed on by a listener of this kind, and so may come from somebody with fewer
     * rights than others on this machine: no door opens to it.
     */
    public static final String PROXIED = "Trestle-Proxied";

    /** A handshake; {@code name} is what the first group of its path matches, {@code null} for nothing. */
    public record Visit(HttpServerRequest request, String name) {
        /** What the address says as {@code parameter}, {@code null} for nothing. */
        public String text(String parameter) {
            return request.getParam(parameter);
        }
    }

    private final Edge edge;
    private final DialectConfig config;
    private final Sockets sockets;
    private final Router router;
    private final Body bodies;
    private final Handshakes handshakes;
    private Function<String, Future<Proof>> tokens;

    private Door(Edge edge, DialectConfig config, Sockets sockets) {
        this.edge = edge;
        this.config = config;
        this.sockets = sockets;
        var visitors = new Visitors(edge, config);
        this.router = Router.router(edge.node().vertx());
        router.route().handler(visitors);
        this.handshakes = new Handshakes(this, edge, sockets, visitors);
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
        if (!Handshake.isAskedBy(request) || !handshakes.take(request)) {
            router.handle(request);
        }
    }

    /**
     * Makes sockets of the handshakes on paths that {@code path} matches, about the workspace that {@code workspace} says of the
     * name in the path; {@code welcome} says what is said on them.
     */
    public void sockets(
            String path, Envelope envelope, UnaryOperator<String> workspace, BiConsumer<EventSocket, Visit> welcome) {
        sockets(path, envelope, workspace, welcome, null);
    }

    /**
     * As {@link #sockets(String, Envelope, UnaryOperator, BiConsumer)}, also for somebody who is yet to say who they are:
     * {@code introduction} says what the first message proves.
     */
    public void sockets(
            String path,
            Envelope envelope,
            UnaryOperator<String> workspace,
            BiConsumer<EventSocket, Visit> welcome,
            Function<Message, Future<Proof>> introduction) {
        handshakes.add(
                Pattern.compile(path),
                introduction != null,
                visit -> outlet -> new EventTalk(
                        outlet,
                        envelope,
                        workspace(workspace.apply(visit.name())),
                        socket -> welcome.accept(socket, visit),
                        introduction));
    }

    /** Whose rights the clients of such a listener have; fails where the token of the settings is nobody's. */
    public static Future<Proof> proof(Access access, DialectConfig config) {
        return config.token() == null ? Future.succeededFuture(access.owner()) : access.authenticate(config.token());
    }

    /** Lets clients say who they are by a token, in the header or in the query; {@code tokens} says whose it is. */
    public void tokens(Function<String, Future<Proof>> tokens) {
        this.tokens = tokens;
    }

    /** What is answered to a handshake of somebody whose token is nobody's. */
    int statusOfNobody() {
        return tokens == null ? 401 : 403;
    }

    /** Who sends {@code request}; {@code null} for somebody who has yet to say it. */
    Future<Proof> proof(HttpServerRequest request) {
        var token = tokens == null ? Optional.<String>empty() : Credentials.token(request);
        boolean asks = tokens != null && config.allowRemote() && config.token() == null;
        if (token.isPresent()) {
            return tokens.apply(token.get()).recover(why -> {
                refused(request, why);
                return Future.failedFuture(Access.refused());
            });
        }
        return asks ? Future.succeededFuture() : proof(edge.access(), config);
    }

    /** Somebody tried to come in who is nobody; {@code why} is for the operator. */
    public void refused(HttpServerRequest request, Throwable why) {
        edge.audit().refused(from(request), why);
    }

    private String from(HttpServerRequest request) {
        return edge.entrance().client(request);
    }

    public Vertx vertx() {
        return edge.node().vertx();
    }

    /** Whether this node is on its way out. */
    public boolean draining() {
        return edge.draining();
    }

    /** Tells whose a token is. */
    public Access access() {
        return edge.access();
    }

    /** How often clients are to say that they are there, in milliseconds. */
    public long heartbeatMs() {
        return edge.config().heartbeatMs();
    }

    /** Whether there is a workspace of this name. */
    public boolean hosts(String workspace) {
        return edge.node().directory().hosts(workspace);
    }

    /** Where a dialect adds what it serves; pages that may not call do not come this far. */
    public Router router() {
        return router;
    }

    /** The workspace that {@code named} means: that of the settings when it is {@code null}. */
    public String workspace(String named) {
        return named == null ? config.workspace() : named;
    }

    /** Who has sent {@code request}, about {@code workspace}; fails with a {@link Failure}. */
    public Future<Guest> guest(HttpServerRequest request, String workspace) {
        return proof(request).map(proof -> {
            if (proof == null) {
                throw new Failure(ErrorCode.UNAUTHENTICATED, "Not authenticated");
            }
            var principal = proof.at(from(request)).principal();
            edge.audit().admitted(principal);
            return new Guest(edge, () -> principal, workspace, "h-" + UUID.randomUUID(), call -> {});
        });
    }

    /** The topics that {@code guest} follows while {@code response} is written; its end is for the caller to say. */
    public TopicFeed feed(Guest guest, HttpServerResponse response) {
        return new TopicFeed(
                edge, sockets.deliveries(), guest, () -> response.writeQueueFull() ? Integer.MAX_VALUE : 0);
    }

    /** A session with {@code agent}, {@code null} for the usual one, for {@code guest}; it ends with {@code response}. */
    public Future<Dialogue> dialogue(Guest guest, HttpServerResponse response, String agent) {
        var feed = feed(guest, response);
        var dialogue = new Dialogue(guest, feed);
        Handler<Void> end = over -> {
            feed.end();
            dialogue.stop();
        };
        response.drainHandler(read -> feed.resume()).closeHandler(end).endHandler(end);
        return dialogue.start(agent).map(started -> {
            if (response.closed()) {
                end.handle(null);
            }
            return dialogue;
        });
    }

    /** The body of {@code request}, within the limit of a message; fails with a {@code Failure}. */
    public Future<Buffer> body(HttpServerRequest request) {
        return bodies.of(request);
    }
}
