package dev.trestle.gateway.topic;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to Redis on which commands follow each other without waiting, and which is opened again when it breaks. On
 * the topics' loop. While it is down, or when Redis does not answer, calls fail {@code UNAVAILABLE}.
 */
final class RedisLink {

    private static final Logger LOGGER = LoggerFactory.getLogger(RedisLink.class);
    private static final long LOOK = 250;
    private static final long PATIENCE = 1_500;
    private static final int PENDING = 100_000;
    private static final long PENDING_BYTES = 64 << 20;

    private record Call(Promise<Response> answer, long sent, int bytes) {}

    private final Vertx vertx;
    private final RedisOptions options;
    private final String script;
    private final Queue<Call> pending = new ArrayDeque<>();
    private Redis client;
    private RedisConnection connection;
    private String digest;
    private String server;
    private long pendingBytes;
    private boolean warned;
    private boolean closed;

    /** To the server at {@code url}, for calls of {@code script}. */
    RedisLink(Vertx vertx, String url, String script) {
        this.vertx = vertx;
        this.script = script;
        this.options = new RedisOptions()
                .setConnectionString(url)
                .setMaxWaitingHandlers(PENDING)
                .setNetClientOptions(
                        new NetClientOptions().setConnectTimeout((int) PATIENCE).setTcpNoDelay(true));
    }

    /** Connects, now and whenever it must. */
    void start() {
        vertx.setPeriodic(LOOK, tick -> watch());
        connect();
    }

    /** The run of the server that it is connected to: another one may have lost what was written last. */
    String server() {
        return server;
    }

    private void connect() {
        if (closed) {
            return;
        }
        var fresh = Redis.createClient(vertx, options);
        client = fresh;
        fresh.connect()
                .compose(this::prepare)
                .timeout(PATIENCE, TimeUnit.MILLISECONDS)
                .onSuccess(this::connected)
                .onFailure(cause -> {
                    fresh.close();
                    warn(cause);
                    vertx.setTimer(LOOK, later -> connect());
                });
    }

    private Future<RedisConnection> prepare(RedisConnection opened) {
        var load = Request.cmd(Command.SCRIPT).arg("LOAD").arg(script);
        return opened.send(load).compose(sha -> {
            digest = sha.toString();
            return opened.send(Request.cmd(Command.INFO).arg("server")).map(info -> {
                server = info.toString().replaceAll("(?s).*run_id:([0-9a-f]+).*", "$1");
                return opened;
            });
        });
    }

    private void connected(RedisConnection opened) {
        if (closed) {
            client.close();
            return;
        }
        connection = opened;
        warned = false;
        LOGGER.atInfo().log("connected to redis");
        opened.endHandler(end -> down(opened));
        opened.exceptionHandler(broken -> down(opened));
    }

    private void warn(Throwable cause) {
        if (!warned) {
            warned = true;
            LOGGER.atWarn().addKeyValue("cause", cause.getMessage()).log("redis cannot be reached; trying again");
        }
    }

    /** Calls the script; the answers come in the order of the calls. */
    Future<Response> call(List<String> keys, List<byte[]> arguments) {
        if (connection == null) {
            return Future.failedFuture(unavailable("the log cannot be reached now"));
        }
        int bytes = arguments.stream().mapToInt(argument -> argument.length).sum();
        if (pending.size() >= PENDING || pendingBytes + bytes > PENDING_BYTES) {
            return Future.failedFuture(new Failure(ErrorCode.BUSY, "too much waits for the log; try again"));
        }
        var call = new Call(Promise.promise(), System.nanoTime(), bytes);
        pending.add(call);
        pendingBytes += bytes;
        var request = Request.cmd(Command.EVALSHA).arg(digest).arg(keys.size());
        keys.forEach(request::arg);
        arguments.forEach(argument -> request.arg(Buffer.buffer(argument)));
        var used = connection;
        used.send(request).onComplete(ended -> answered(used, call, ended));
        return call.answer().future();
    }

    private void answered(RedisConnection from, Call call, AsyncResult<Response> ended) {
        if (from != connection) {
            // It was given up; the call has failed already.
            return;
        }
        pending.remove();
        pendingBytes -= call.bytes();
        if (ended.succeeded()) {
            call.answer().complete(ended.result());
        } else {
            call.answer().fail(refused(ended.cause()));
            if (!(ended.cause() instanceof ErrorType error) || error.is("NOSCRIPT")) {
                down(from);
            }
        }
    }

    private static Failure refused(Throwable cause) {
        return cause instanceof ErrorType error
                ? unavailable("the log refuses: " + error.getMessage())
                : unavailable("the connection to the log broke; what was asked may or may not have happened");
    }

    private static Failure unavailable(String sentence) {
        return new Failure(ErrorCode.UNAVAILABLE, sentence).retryAfter(1_000);
    }

    /** Ends the connection for good. */
    void close() {
        closed = true;
        connection = null;
        client.close();
    }

    private void watch() {
        var oldest = pending.peek();
        if (oldest != null && System.nanoTime() - oldest.sent() > TimeUnit.MILLISECONDS.toNanos(PATIENCE)) {
            down(connection);
        }
    }

    private void down(RedisConnection which) {
        if (which == null || which != connection) {
            return;
        }
        connection = null;
        warn(new IllegalStateException("the connection broke"));
        var lost = List.copyOf(pending);
        pending.clear();
        pendingBytes = 0;
        client.close();
        lost.forEach(call -> call.answer()
                .fail(unavailable("the log does not answer; what was asked may or may not have happened")));
        connect();
    }
}
