package dev.trestle.gateway.redis;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection to Redis, which is opened again when it breaks. On the loop that made it, except where it says otherwise. */
public final class RedisLine {

    /** How long an answer may take, in milliseconds; whoever asks for more time than this has no connection. */
    public static final long PATIENCE = 1_500;

    private static final Logger LOGGER = LoggerFactory.getLogger(RedisLine.class);
    private static final long RETRY = 250;

    /** Whoever talks over a line. */
    public interface User {

        /** Says what must be said first on {@code opened}; without an answer within {@link #PATIENCE} it is closed again. */
        Future<?> prepare(RedisConnection opened);

        /** From now on {@code opened} is the connection. */
        void up(RedisConnection opened);

        /** The connection is gone, and another is being opened. */
        void down();
    }

    private final Vertx vertx;
    private final RedisOptions options;
    private final String purpose;
    private final User user;
    private Redis client;
    private volatile RedisConnection connection;
    private boolean warned;
    private boolean closed;

    /**
     * As {@code options} say, for {@code user}.
     *
     * @param purpose what it is for, in the log
     */
    public RedisLine(Vertx vertx, RedisOptions options, String purpose, User user) {
        this.vertx = vertx;
        this.options = options;
        this.purpose = purpose;
        this.user = user;
    }

    /** Opens the connection, and tries again until there is one. */
    public void open() {
        if (closed) {
            return;
        }
        var fresh = Redis.createClient(vertx, options);
        client = fresh;
        fresh.connect()
                .compose(opened -> user.prepare(opened).map(opened))
                .timeout(PATIENCE * options.getEndpoints().size(), TimeUnit.MILLISECONDS)
                .onSuccess(opened -> opened(fresh, opened))
                .onFailure(cause -> {
                    warn(cause);
                    vertx.setTimer(RETRY, later -> open());
                    // Last, so that nothing it may throw ends the attempts.
                    fresh.close();
                });
    }

    private void opened(Redis fresh, RedisConnection opened) {
        if (closed) {
            fresh.close();
            return;
        }
        connection = opened;
        warned = false;
        LOGGER.atInfo().addKeyValue("for", purpose).log("connected to redis");
        opened.endHandler(end -> drop(opened));
        opened.exceptionHandler(broken -> drop(opened));
        user.up(opened);
    }

    private void warn(Throwable cause) {
        if (!warned) {
            warned = true;
            LOGGER.atWarn()
                    .addKeyValue("for", purpose)
                    .addKeyValue("cause", cause.getMessage())
                    .log("redis cannot be reached; trying again");
        }
    }

    /** The connection, or {@code null} while there is none. From any thread. */
    public RedisConnection connection() {
        return connection;
    }

    /** Gives {@code broken} up and opens another, unless that has happened already. */
    public void drop(RedisConnection broken) {
        if (broken == null || broken != connection) {
            return;
        }
        connection = null;
        warn(new IllegalStateException("the connection broke"));
        var former = client;
        // First, so that nothing that the others may throw ends the attempts.
        vertx.runOnContext(now -> open());
        user.down();
        former.close();
    }

    /** Ends the connection for good. */
    public void close() {
        closed = true;
        connection = null;
        client.close();
    }
}
