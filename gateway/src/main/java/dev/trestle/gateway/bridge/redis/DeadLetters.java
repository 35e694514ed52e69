package dev.trestle.gateway.bridge.redis;

import dev.trestle.config.BridgeConfig;
import dev.trestle.gateway.Metrics;
import dev.trestle.gateway.redis.RedisLine;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What could not become an event: counted, logged once a minute, and put on a stream of its own. */
final class DeadLetters implements RedisLine.User {

    private static final Logger LOGGER = LoggerFactory.getLogger(DeadLetters.class);
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final int SAMPLE = 200;
    private static final int KEPT_BYTES = 65_536;

    private final RedisLine line;
    private final BridgeConfig config;
    private final Metrics metrics;
    private long logged = System.nanoTime() - MINUTE;
    private int unlogged;

    DeadLetters(Vertx vertx, RedisOptions options, BridgeConfig config, Metrics metrics) {
        this.line = new RedisLine(vertx, options, "dead letters", this);
        this.config = config;
        this.metrics = metrics;
    }

    void open() {
        line.open();
    }

    void close() {
        line.close();
    }

    @Override
    public Future<?> prepare(RedisConnection opened) {
        return opened.send(Request.cmd(Command.PING));
    }

    @Override
    public void up(RedisConnection opened) {}

    @Override
    public void down() {}

    /** {@code message} from {@code source} was refused because of {@code reason}; completes once it is on the stream. */
    Future<Void> add(String source, byte[] message, String reason) {
        metrics.refused();
        unlogged++;
        if (System.nanoTime() - logged >= MINUTE) {
            LOGGER.atWarn()
                    .addKeyValue("source", source)
                    .addKeyValue("reason", reason)
                    .addKeyValue("bytes", message.length)
                    .addKeyValue("sample", text(message, SAMPLE))
                    .addKeyValue("messages", unlogged)
                    .log("a message from redis could not be published");
            logged = System.nanoTime();
            unlogged = 0;
        }
        var connection = line.connection();
        if (connection == null) {
            return Future.failedFuture("redis cannot be reached");
        }
        var add = Request.cmd(Command.XADD)
                .arg(config.deadLetters())
                .arg("MAXLEN")
                .arg("~")
                .arg(config.deadLettersKept())
                .arg("*");
        add.arg("source").arg(source).arg("reason").arg(reason).arg("bytes").arg(message.length);
        add.arg("message").arg(Buffer.buffer(cut(message, KEPT_BYTES)));
        return connection.send(add).mapEmpty();
    }

    private static byte[] cut(byte[] message, int most) {
        return message.length <= most ? message : Arrays.copyOf(message, most);
    }

    private static String text(byte[] message, int most) {
        return new String(cut(message, most), StandardCharsets.UTF_8);
    }
}
