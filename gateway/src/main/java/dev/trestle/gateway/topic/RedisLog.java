package dev.trestle.gateway.topic;

import dev.trestle.config.RedisConfig;
import dev.trestle.config.TopicsConfig;
import dev.trestle.gateway.redis.RedisAddresses;
import dev.trestle.wire.Topics.Position;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * A log in Redis, which outlives this node: for each topic a stream, whose ids are the numbers of the events, and a hash with
 * its epoch and last number. One script does all of an append, so that nobody sees half of it.
 *
 * <p>Redis may lose the end of what was written when it ends. After another run of Redis began, a topic goes on in its epoch
 * only if everything is there that was ever heard of; otherwise, and where this node cannot tell, another epoch begins, in
 * which the events that are left keep their numbers. That rests on a topic having one owner at a time.
 */
final class RedisLog implements TopicLog {

    private static final String NOBODY = "0";
    private static final int HEAD = 4;

    private final RedisScript script;
    private final TopicsConfig config;
    private final SecureRandom random = new SecureRandom();
    private final Knowledge knowledge;

    private record Answer(Page page, String word) {
        Position end() {
            return new Position(page.epoch(), page.last());
        }
    }

    /** In the server that {@code redis} names. */
    RedisLog(Vertx vertx, RedisConfig redis, TopicsConfig config) {
        this.script = redis.mode() == RedisConfig.Mode.CLUSTER
                ? new RedisCluster(vertx, redis, script())
                : new RedisLink(vertx, RedisAddresses.all(redis), script());
        this.config = config;
        this.knowledge = new Knowledge(config.perNode());
        script.start();
    }

    private static String script() {
        try (var stream = RedisLog.class.getResourceAsStream("topic.lua")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    @Override
    public Future<Appended> append(String topic, List<byte[]> bodies, IdempotencyKeys.Key key) {
        var arguments = arguments("append", topic);
        arguments.add(ascii(key == null ? "" : key.content()));
        arguments.add(ascii(IdempotencyKeys.KEPT));
        arguments.addAll(bodies);
        return call(topic, key, arguments).compose(answer -> switch (answer.word()) {
            case "conflict" -> Future.failedFuture(IdempotencyKeys.conflict());
            case "repeated" -> Future.succeededFuture(new Appended(answer.end(), true));
            default -> Future.succeededFuture(new Appended(answer.end(), false));
        });
    }

    @Override
    public Future<Page> read(String topic, long after, int limit, int bytes) {
        return ask(topic, after, limit, bytes).compose(answer -> {
            if (!isDoubtful(topic, answer)) {
                return Future.succeededFuture(answer.page());
            }
            // Nobody may stand on what is left: another epoch begins before it is shown, if Redis can be written.
            return call(topic, null, arguments("hold", topic))
                    .compose(renewed -> ask(topic, after, limit, bytes))
                    .otherwise(answer)
                    .map(Answer::page);
        });
    }

    private Future<Answer> ask(String topic, long after, int limit, int bytes) {
        var arguments = arguments("read", topic);
        arguments.add(ascii(after));
        arguments.add(ascii(limit));
        arguments.add(ascii(bytes));
        return call(topic, null, arguments);
    }

    /** Whether less is there than was; in a cluster, also when answers of two masters have overtaken each other. */
    private boolean isDoubtful(String topic, Answer answer) {
        return knowledge.isAhead(topic, answer.end())
                || knowledge.has(topic) && answer.word().equals("unsure");
    }

    /** Best effort: whoever reads next sees whether it can be reached. */
    @Override
    public void hold(String topic) {
        call(topic, null, arguments("hold", topic));
    }

    /** Redis forgets by itself. */
    @Override
    public void release(String topic) {}

    @Override
    public List<String> missing() {
        return script.isUp() ? List.of() : List.of("redis");
    }

    @Override
    public void close() {
        script.close();
    }

    private List<byte[]> arguments(String what, String topic) {
        var fresh = Long.toString(random.nextLong() >>> 1, Character.MAX_RADIX);
        var known = knowledge.of(topic);
        var arguments = new ArrayList<byte[]>();
        for (Object one :
                new Object[] {what, fresh, config.historyLength(), config.historyMs(), known.epoch(), known.seq()}) {
            arguments.add(ascii(one));
        }
        return arguments;
    }

    private static byte[] ascii(Object value) {
        return String.valueOf(value).getBytes(StandardCharsets.US_ASCII);
    }

    private Future<Answer> call(String topic, IdempotencyKeys.Key key, List<byte[]> arguments) {
        // The braces put all keys of a topic on one node of a Redis Cluster.
        var name = "trestle:{" + topic + "}";
        var keys = new ArrayList<>(List.of(name, name + ":events"));
        if (key != null) {
            var who = key.name().who();
            keys.add(
                    name + ":key:" + who.length() + ":" + who + ":" + key.name().key());
        }
        return script.call(keys, arguments).recover(RedisLog::refused).map(response -> {
            var answer = answer(response);
            if (answer.word().equals("sure")) {
                knowledge.learn(topic, answer.end());
            }
            return answer;
        });
    }

    private static Future<Response> refused(Throwable cause) {
        return Future.failedFuture(RedisRefusal.of(cause));
    }

    private static Answer answer(Response response) {
        var entries = new ArrayList<Entry>();
        for (int i = HEAD; i < response.size(); i += 2) {
            entries.add(new Entry(number(response.get(i)), response.get(i + 1).toBytes()));
        }
        var epoch = response.get(0).toString();
        var page =
                new Page(epoch.isEmpty() ? NOBODY : epoch, number(response.get(2)), number(response.get(1)), entries);
        return new Answer(page, response.get(3).toString());
    }

    private static long number(Response text) {
        return Long.parseLong(text.toString());
    }
}
