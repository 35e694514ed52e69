package dev.trestle.gateway.bridge.redis;

import dev.trestle.config.BridgeConfig;
import dev.trestle.gateway.redis.RedisLine;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Reads one stream as a member of a consumer group, one entry after the other, and acknowledges what is in the log.
 *
 * <pre>
 *   mine: what I was given and did not acknowledge ──none──▶ new: what nobody was given ──some──▶ new
 *     ▲                                                        │
 *     └──── taken over from a member that is silent, or a failure that passes ────┘
 * </pre>
 */
final class StreamReader implements RedisLine.User {

    private static final String MINE = "0";
    private static final String NEW = ">";
    private static final int COUNT = 64;
    private static final int BLOCK = 1_000;
    private static final long RETRY = 500;

    private final Vertx vertx;
    private final RedisLine line;
    private final String stream;
    private final String consumer;
    private final BridgeConfig config;
    private final Inlet inlet;
    private final DeadLetters letters;
    private long claimed = System.nanoTime();

    /** As {@code consumer}, for {@code inlet}. */
    StreamReader(
            Vertx vertx, RedisOptions options, String stream, String consumer, BridgeConfig config, Outlet outlet) {
        this.vertx = vertx;
        this.line = new RedisLine(vertx, options, "stream " + stream, this);
        this.stream = stream;
        this.consumer = consumer;
        this.config = config;
        this.inlet = outlet.inlet();
        this.letters = outlet.letters();
    }

    /** Where entries go. */
    record Outlet(Inlet inlet, DeadLetters letters) {}

    void open() {
        line.open();
    }

    void close() {
        line.close();
    }

    @Override
    public Future<?> prepare(RedisConnection opened) {
        var create = Request.cmd(Command.XGROUP).arg("CREATE").arg(stream).arg(config.group());
        return opened.send(create.arg("0").arg("MKSTREAM"))
                .recover(refused -> refused.getMessage().startsWith("BUSYGROUP")
                        ? Future.succeededFuture()
                        : Future.failedFuture(refused));
    }

    @Override
    public void up(RedisConnection opened) {
        read(opened, MINE);
    }

    @Override
    public void down() {}

    private void read(RedisConnection from, String what) {
        if (from != line.connection()) {
            return;
        }
        var request = Request.cmd(Command.XREADGROUP)
                .arg("GROUP")
                .arg(config.group())
                .arg(consumer)
                .arg("COUNT")
                .arg(COUNT)
                .arg("BLOCK")
                .arg(BLOCK)
                .arg("STREAMS")
                .arg(stream)
                .arg(what);
        from.send(request)
                .timeout(BLOCK + RedisLine.PATIENCE, TimeUnit.MILLISECONDS)
                .onFailure(broken -> line.drop(from))
                .onSuccess(answer -> {
                    var entries = entries(answer);
                    takeAll(from, entries)
                            .compose(all -> acknowledge(from, all).compose(done -> claim(from)))
                            .onSuccess(more -> read(from, more || what.equals(MINE) && !entries.isEmpty() ? MINE : NEW))
                            .onFailure(passing -> vertx.setTimer(RETRY, later -> read(from, MINE)));
                });
    }

    private List<Response> entries(Response answer) {
        var entries = new ArrayList<Response>();
        if (answer != null && answer.get(stream) != null) {
            answer.get(stream).forEach(entries::add);
        }
        return entries;
    }

    /** The ids of those that are done with; fails when the first of them must be tried again. */
    private Future<List<String>> takeAll(RedisConnection from, List<Response> entries) {
        Future<List<String>> all = Future.succeededFuture(new ArrayList<>());
        for (var entry : entries) {
            all = all.compose(done -> take(entry)
                    .map(taken -> {
                        done.add(entry.get(0).toString());
                        return done;
                    })
                    .recover(passing -> acknowledge(from, done).compose(some -> Future.failedFuture(passing))));
        }
        return all;
    }

    private Future<Void> take(Response entry) {
        var fields = entry.get(1);
        if (fields == null || fields.size() == 0) {
            // It was trimmed away meanwhile.
            return Future.succeededFuture();
        }
        var message = new JsonObject();
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            message.put(fields.get(i).toString(), fields.get(i + 1).toString());
        }
        var id = entry.get(0).toString();
        var json = message.toBuffer().getBytes();
        return inlet.take(json, stream + " " + id).recover(refused -> {
            boolean passing =
                    refused instanceof Failure failure && failure.code().retryable();
            return passing
                    ? Future.failedFuture(refused)
                    : letters.add("stream " + stream + " " + id, json, refused.getMessage());
        });
    }

    private Future<Void> acknowledge(RedisConnection from, List<String> ids) {
        if (ids.isEmpty()) {
            return Future.succeededFuture();
        }
        var request = Request.cmd(Command.XACK).arg(stream).arg(config.group());
        ids.forEach(request::arg);
        ids.clear();
        return from.send(request).mapEmpty();
    }

    /** Takes over what another member of the group has left, now and then; yields whether there was any. */
    private Future<Boolean> claim(RedisConnection from) {
        if (System.nanoTime() - claimed < TimeUnit.MILLISECONDS.toNanos(config.claimMs() / 2)) {
            return Future.succeededFuture(false);
        }
        claimed = System.nanoTime();
        var request = Request.cmd(Command.XAUTOCLAIM)
                .arg(stream)
                .arg(config.group())
                .arg(consumer)
                .arg(config.claimMs())
                .arg("0-0")
                .arg("COUNT")
                .arg(COUNT)
                .arg("JUSTID");
        return from.send(request).map(answer -> answer.get(1).size() > 0);
    }
}
