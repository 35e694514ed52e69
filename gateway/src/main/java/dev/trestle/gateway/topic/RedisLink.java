package dev.trestle.gateway.topic;

import dev.trestle.gateway.redis.RedisLine;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * One connection to one Redis, on which calls of a script follow each other without waiting. On the topics' loop. While it is
 * down, or when Redis does not answer, calls fail {@code UNAVAILABLE}.
 */
final class RedisLink implements RedisScript, RedisLine.User {

    private static final long LOOK = 250;
    private static final int PENDING = 100_000;
    private static final long PENDING_BYTES = 64 << 20;

    private record Call(Promise<Response> answer, long sent, int bytes) {}

    private final Vertx vertx;
    private final RedisLine line;
    private final String script;
    private final Queue<Call> pending = new ArrayDeque<>();
    /** Whether another server may be the master by now. */
    private final boolean elects;

    private long watch;
    private String digest;
    private String server;
    private long pendingBytes;

    /** To the server that {@code options} name, for calls of {@code script}. */
    RedisLink(Vertx vertx, RedisOptions options, String script) {
        this.vertx = vertx;
        this.script = script;
        this.elects = options.getType() == RedisClientType.SENTINEL;
        this.line = new RedisLine(vertx, options.setMaxWaitingHandlers(PENDING), "topics", this);
    }

    @Override
    public void start() {
        watch = vertx.setPeriodic(LOOK, tick -> look());
        line.open();
    }

    @Override
    public boolean isUp() {
        return line.connection() != null;
    }

    @Override
    public Future<?> prepare(RedisConnection opened) {
        var load = Request.cmd(Command.SCRIPT).arg("LOAD").arg(script);
        return opened.send(load).compose(sha -> {
            digest = sha.toString();
            return opened.send(Request.cmd(Command.INFO).arg("server"))
                    .onSuccess(info -> server = info.toString().replaceAll("(?s).*run_id:([0-9a-f]+).*", "$1"));
        });
    }

    @Override
    public void up(RedisConnection opened) {}

    @Override
    public Future<Response> call(List<String> keys, List<byte[]> arguments) {
        return call(keys, arguments, false);
    }

    /**
     * As {@link #call(List, List)}.
     *
     * @param asking whether the keys are on their way to this server, which knows them only if it is asked so
     */
    Future<Response> call(List<String> keys, List<byte[]> arguments, boolean asking) {
        var used = line.connection();
        if (used == null) {
            return Future.failedFuture(RedisRefusal.unavailable("the log cannot be reached now"));
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
        request.arg(server);
        arguments.forEach(argument -> request.arg(Buffer.buffer(argument)));
        if (asking) {
            used.send(Request.cmd(Command.ASKING));
        }
        used.send(request).onComplete(ended -> answered(used, call, ended));
        return call.answer().future();
    }

    private void answered(RedisConnection from, Call call, AsyncResult<Response> ended) {
        if (from != line.connection()) {
            // It was given up; the call has failed already.
            return;
        } else if (ended.failed() && !(ended.cause() instanceof ErrorType)) {
            // No answer, and perhaps sooner than those to calls before it: all fail with the connection.
            line.drop(from);
            return;
        }
        pending.remove();
        pendingBytes -= call.bytes();
        if (ended.succeeded()) {
            call.answer().complete(ended.result());
            return;
        }
        call.answer().fail(ended.cause());
        var error = (ErrorType) ended.cause();
        if (error.is("NOSCRIPT") || elects && error.is("READONLY")) {
            line.drop(from);
        }
    }

    private void look() {
        var oldest = pending.peek();
        if (oldest != null && System.nanoTime() - oldest.sent() > TimeUnit.MILLISECONDS.toNanos(RedisLine.PATIENCE)) {
            line.drop(line.connection());
        }
    }

    @Override
    public void down() {
        var lost = List.copyOf(pending);
        pending.clear();
        pendingBytes = 0;
        lost.forEach(call -> call.answer().fail(RedisRefusal.unanswered()));
    }

    @Override
    public void close() {
        vertx.cancelTimer(watch);
        line.close();
        down();
    }
}
