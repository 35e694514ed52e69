package dev.trestle.gateway.bridge.redis;

import dev.trestle.gateway.redis.RedisLine;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Hears pub/sub channels. Redis forgets what nobody hears: what is said while there is no connection is lost. Every node
 * hears everything, and the chosen one publishes.
 */
final class ChannelListener implements RedisLine.User {

    private static final long PULSE = 2_000;

    private final Vertx vertx;
    private final RedisLine line;
    private final Map<String, List<Inlet>> inlets;
    private final DeadLetters letters;
    private final BooleanSupplier chosen;
    private long pulse;

    /** With the inlets of each pattern; {@code chosen} tells whether this is the node that publishes. */
    ChannelListener(
            Vertx vertx,
            RedisOptions options,
            Map<String, List<Inlet>> inlets,
            DeadLetters letters,
            BooleanSupplier chosen) {
        this.vertx = vertx;
        this.line = new RedisLine(vertx, options, "channels", this);
        this.inlets = inlets;
        this.letters = letters;
        this.chosen = chosen;
    }

    void open() {
        pulse = vertx.setPeriodic(PULSE, tick -> beat());
        line.open();
    }

    void close() {
        vertx.cancelTimer(pulse);
        line.close();
    }

    /** A connection on which nothing is said may be gone. */
    private void beat() {
        var connection = line.connection();
        if (connection != null) {
            connection
                    .send(Request.cmd(Command.PING))
                    .timeout(RedisLine.PATIENCE, TimeUnit.MILLISECONDS)
                    .onFailure(silent -> line.drop(connection));
        }
    }

    @Override
    public Future<?> prepare(RedisConnection opened) {
        opened.handler(this::heard);
        var subscribe = Request.cmd(Command.PSUBSCRIBE);
        inlets.keySet().forEach(subscribe::arg);
        return opened.send(subscribe);
    }

    @Override
    public void up(RedisConnection opened) {}

    @Override
    public void down() {}

    private void heard(Response push) {
        if (!"pmessage".equals(push.get(0).toString()) || !chosen.getAsBoolean()) {
            return;
        }
        var channel = push.get(2).toString();
        var message = push.get(3).toBytes();
        for (var inlet : inlets.get(push.get(1).toString())) {
            inlet.take(message, null)
                    .onFailure(refused -> letters.add("channel " + channel, message, refused.getMessage()));
        }
    }
}
