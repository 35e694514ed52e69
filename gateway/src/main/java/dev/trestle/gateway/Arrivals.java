package dev.trestle.gateway;

import dev.trestle.gateway.http.Bites;
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

    private final Vertx vertx;
    private final long patience;
    private final Map<SocketAddress, Long> timers = new HashMap<>();

    Arrivals(Vertx vertx, long patience) {
        this.vertx = vertx;
        this.patience = patience;
    }

    void connected(HttpConnection connection) {
        if (connection instanceof ConnectionBase opened) {
            opened.channel().config().setRecvByteBufAllocator(new Bites());
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
