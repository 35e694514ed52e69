package dev.trestle.gateway.topic;

import dev.trestle.config.RedisConfig;
import dev.trestle.gateway.redis.RedisAddresses;
import dev.trestle.gateway.redis.RedisLine;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.ZModem;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A Redis Cluster: a {@link RedisLink} to each master, and a table of which of them has which slot. The table is asked for
 * every second, of one node after the other, and mended by what the nodes say when they are asked for keys that they do not
 * have. A master that is down takes its own topics with it and no others.
 *
 * <p>The client's own cluster mode is not used: it ends all connections with one, and lets calls that it repeats overtake
 * each other.
 */
final class RedisCluster implements RedisScript {

    private static final int SLOTS = 16_384;
    private static final int REDIRECTIONS = 3;
    private static final long LOOK = 1_000;

    private final Vertx vertx;
    private final RedisConfig redis;
    private final String script;
    private final String[] owners = new String[SLOTS];
    private final Map<String, RedisLink> links = new ConcurrentHashMap<>();
    private final List<String> seeds;
    private long timer;
    private int turn;
    private boolean closed;

    /** Of the nodes that {@code redis} names and whatever else belongs to them. */
    RedisCluster(Vertx vertx, RedisConfig redis, String script) {
        this.vertx = vertx;
        this.redis = redis;
        this.script = script;
        this.seeds = new ArrayList<>(redis.others());
        seeds.add(RedisAddresses.endpoint(redis));
    }

    @Override
    public void start() {
        timer = vertx.setPeriodic(0, LOOK, tick -> look());
    }

    /** Asks the next node that is known which slots belong to whom. */
    private void look() {
        var nodes = new ArrayList<>(seeds);
        links.keySet().stream().filter(known -> !seeds.contains(known)).forEach(nodes::add);
        var node = nodes.get(turn++ % nodes.size());
        var client = Redis.createClient(vertx, RedisAddresses.one(redis, RedisAddresses.at(redis, node)));
        client.connect()
                .compose(connection ->
                        connection.send(Request.cmd(Command.CLUSTER).arg("SLOTS")))
                .timeout(RedisLine.PATIENCE, TimeUnit.MILLISECONDS)
                .onSuccess(ranges -> learn(ranges, node))
                .onComplete(ended -> client.close());
    }

    private void learn(Response ranges, String asked) {
        if (closed || ranges.size() == 0) {
            return;
        }
        Set<String> masters = new HashSet<>();
        for (var range : ranges) {
            var master = range.get(2);
            var host = master.get(0) == null ? "" : master.get(0).toString();
            var address = (host.isEmpty() ? asked.substring(0, asked.lastIndexOf(':')) : bracketed(host)) + ":"
                    + master.get(1);
            masters.add(address);
            for (int slot = range.get(0).toInteger(); slot <= range.get(1).toInteger(); slot++) {
                owners[slot] = address;
            }
        }
        masters.forEach(this::link);
        links.keySet().stream()
                .filter(known -> !masters.contains(known))
                .toList()
                .forEach(gone -> links.remove(gone).close());
    }

    private static String bracketed(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    private RedisLink link(String address) {
        var known = links.get(address);
        if (known == null) {
            known = new RedisLink(vertx, RedisAddresses.one(redis, RedisAddresses.at(redis, address)), script);
            links.put(address, known);
            known.start();
        }
        return known;
    }

    @Override
    public Future<Response> call(List<String> keys, List<byte[]> arguments) {
        int slot = ZModem.generate(keys.get(0));
        return owners[slot] == null
                ? Future.failedFuture(RedisRefusal.unavailable("the log cannot be reached now"))
                : call(slot, owners[slot], new Call(keys, arguments, false, REDIRECTIONS));
    }

    private record Call(List<String> keys, List<byte[]> arguments, boolean asking, int redirections) {}

    private Future<Response> call(int slot, String address, Call call) {
        return link(address).call(call.keys(), call.arguments(), call.asking()).recover(refused -> {
            boolean redirected = refused instanceof ErrorType error && (error.is("MOVED") || error.is("ASK"));
            if (!redirected || call.redirections() == 0 || closed) {
                return Future.failedFuture(refused);
            }
            // Such as: MOVED 3999 127.0.0.1:6381
            var words = refused.getMessage().split(" ");
            boolean moved = words[0].equals("MOVED");
            var next = words[2].startsWith(":") ? address.substring(0, address.lastIndexOf(':')) + words[2] : words[2];
            if (moved) {
                owners[slot] = next;
            }
            return call(slot, next, new Call(call.keys(), call.arguments(), !moved, call.redirections() - 1));
        });
    }

    @Override
    public boolean isUp() {
        return !links.isEmpty() && links.values().stream().allMatch(RedisLink::isUp);
    }

    @Override
    public void close() {
        closed = true;
        vertx.cancelTimer(timer);
        links.values().forEach(RedisLink::close);
    }
}
