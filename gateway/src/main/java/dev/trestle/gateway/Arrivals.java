package dev.trestle.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.SocketAddress;
import java.util.HashMap;
import java.util.Map;

/** Cuts off whoever opens a connection and does not complete a request in time. Belongs to one event loop. */
final class Arrivals {

    private final Vertx vertx;
    private final long patience;
    private final Map<SocketAddress, Long> timers = new HashMap<>();

    Arrivals(Vertx vertx, long patience) {
        this.vertx = vertx;
        this.patience = patience;
    }

    void connected(HttpConnection connection) {
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
