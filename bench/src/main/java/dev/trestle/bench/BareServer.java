package dev.trestle.bench;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;

/** A server with one event loop that does nothing with WebSockets but what it is told. */
final class BareServer {

    private BareServer() {}

    /** Says {@code ready URL} when it listens. */
    static void listen(Handler<ServerWebSocket> handler) {
        var vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        var options = new HttpServerOptions()
                .setHost("127.0.0.1")
                .setPort(0)
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false);
        vertx.createHttpServer(options)
                .webSocketHandler(handler)
                .listen()
                .onSuccess(server -> System.out.println("ready http://127.0.0.1:" + server.actualPort() + "/"))
                .onFailure(cause -> {
                    System.err.println(cause);
                    System.exit(1);
                });
    }
}
