package dev.trestle.gateway;

import io.netty.channel.FixedRecvByteBufAllocator;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.HashMap;
import java.util.Map;

/**
 * Receives new connections: cuts off whoever does not complete a request in time, and takes from each only so much before
 * the others have their turn. Belongs to one event loop.
 */
final class Arrivals {

    /** The most bytes of one turn. They may be thirty calls; a large message takes as many turns as it needs. */
    private static final int BITE = 2_048;

    private final Vertx vertx;
    private final long patience;
    private final Map<SocketAddress, Long> timers = new HashMap<>();

    Arrivals(Vertx vertx, long patience) {
        this.vertx = vertx;
        this.patience = patience;
    }

    void connected(HttpConnection connection) {
        if (connection instanceof ConnectionBase opened) {
            var bites = new FixedRecvByteBufAllocator(BITE).maxMessagesPerRead(1);
            opened.channel().config().setRecvByteBufAllocator(bites);
        }
        var from = connection.remoteAddress();
        timers.put(from, vertx.setTimer(patience, late -> {
            timers.remove(from);
            connection.close();
        }));
        connection.closeHandler(closed -> spoke(from));
    }

    void spoke(SocketAddress from) {
        var timer = timers.remove(from);
        if (timer != null) {
            vertx.cancelTimer(timer);
        }
    }
}
