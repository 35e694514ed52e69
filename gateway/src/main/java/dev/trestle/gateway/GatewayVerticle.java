package dev.trestle.gateway;

import dev.trestle.gateway.http.Bites;
import dev.trestle.gateway.socket.Sockets;
import dev.trestle.gateway.tls.Certificate;
import dev.trestle.wire.Protocol;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A listener on one event loop: opens the port and hands each request over. */
final class GatewayVerticle extends VerticleBase {

    /** Makes what serves the requests of one event loop; the sockets among them belong to {@code sockets}. */
    @FunctionalInterface
    interface Rooms {
        Handler<HttpServerRequest> open(Vertx vertx, Sockets sockets);
    }

    private final Edge edge;
    private final String host;
    private final int port;
    private final Certificate certificate;
    private final Rooms rooms;
    private Sockets sockets;
    private HttpServer server;

    /** A negative {@code port} is one that is free, the same for all who say so. Speaks TLS with {@code certificate}, if any. */
    GatewayVerticle(Edge edge, String host, int port, Certificate certificate, Rooms rooms) {
        this.edge = edge;
        this.host = host;
        this.port = port;
        this.certificate = certificate;
        this.rooms = rooms;
    }

    @Override
    public Future<?> start() {
        sockets = new Sockets(edge, context);
        var arrivals = new Arrivals(vertx, edge.config().handshakeTimeoutMs());
        var requests = rooms.open(vertx, sockets);
        server = vertx.createHttpServer(options())
                .connectionHandler(arrivals::connected)
                .requestHandler(request -> {
                    arrivals.spoke(request.remoteAddress());
                    if (request.headers().getAll(HttpHeaders.HOST).size() > 1) {
                        // A proxy in front may have looked at the other one (RFC 9112 §3.2).
                        request.response().setStatusCode(400).end();
                    } else {
                        requests.handle(request);
                    }
                });
        return server.listen().onSuccess(bound -> {
            if (certificate != null) {
                certificate.keep(server);
            }
        });
    }

    /**
     * Vert.x's defaults take any extension, inflate without bound and time nothing out; what is set here is what a test on
     * a raw socket shows to be needed.
     */
    private HttpServerOptions options() {
        var limits = edge.config().limits();
        long silence = 3 * edge.config().heartbeatMs() / 1000;
        var options = new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setMaxWebSocketFrameSize(limits.messageBytes())
                .setMaxWebSocketMessageSize(limits.messageBytes())
                .setWebSocketSubProtocols(List.of(Protocol.SUBPROTOCOL))
                .setWebSocketClosingTimeout(1)
                .setHttp2ClearTextEnabled(false)
                .setMaxChunkSize(Bites.LARGE)
                .setIdleTimeout((int) Math.max(60, silence))
                .setUseAlpn(false);
        if (certificate != null) {
            certificate.speak(options);
        }
        return options;
    }

    /** {@code host} as it stands in a URL. */
    static String inUrl(String host) {
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    /** Where it listens. */
    String url() {
        return (certificate == null ? "http://" : "https://") + inUrl(host) + ":" + port();
    }

    int port() {
        return server.actualPort();
    }

    /** Completes when every socket of this event loop is gone, within the time that the configuration gives. */
    Future<Void> drain() {
        var gone = Promise.<Void>promise();
        context.runOnContext(now -> sockets.drain(edge.config().drainMs()).onComplete(gone));
        return gone.future();
    }

    /** Closes the listener; requests over HTTP may end within {@code milliseconds}. */
    Future<Void> close(long milliseconds) {
        var closed = Promise.<Void>promise();
        context.runOnContext(now -> server.shutdown(Math.max(0, milliseconds), TimeUnit.MILLISECONDS)
                .onComplete(closed));
        return closed.future();
    }
}
