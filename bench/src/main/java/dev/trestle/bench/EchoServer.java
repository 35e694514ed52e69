package dev.trestle.bench;

import io.vertx.core.http.ServerWebSocket;

/**
 * The yardstick: the least that a WebSocket server on Vert.x can do. It echoes text, and answers what begins with
 * {@link #ASK} with a text of 4 KiB. One event loop, no compression, nothing else.
 */
public final class EchoServer {

    /** The first characters of a message that wants {@link #LARGE} instead of itself. */
    static final String ASK = "4096";

    private static final String LARGE = "a".repeat(4096);

    private EchoServer() {}

    /** Says {@code ready URL} when it listens. */
    public static void main(String[] arguments) {
        BareServer.listen(EchoServer::serve);
    }

    private static void serve(ServerWebSocket socket) {
        socket.textMessageHandler(text -> socket.writeTextMessage(text.startsWith(ASK) ? LARGE : text));
    }
}
