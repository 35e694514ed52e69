package dev.trestle.gateway.topic;

import dev.trestle.config.RedisConfig;
import dev.trestle.config.TopicsConfig;
import dev.trestle.gateway.redis.RedisAddresses;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
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
 *
 * <p>Whoever owns topics has a term, a number that is higher than those of all who owned before; a topic takes nothing from
 * one with a lower term than the last who wrote. So an owner that was cut off and has lost its topics changes nothing.
 */
final class RedisLog implements TopicLog {

    private static final String NOBODY = "0";
    private static final int HEAD = 4;

    /** Where the last term that was given out is; no topic has such a name. */
    private static final String TERMS = "terms";

    private final RedisScript script;
    private final TopicsConfig config;
    private final Retention retention;
    private final SecureRandom random = new SecureRandom();
    private Runnable onLost = () -> {};
    private Knowledge knowledge;
    private long term;
    private long highest;
    private Future<Answer> claiming;

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
        this.retention = new Retention(config);
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
        var more = new ArrayList<byte[]>();
        more.add(ascii(key == null ? "" : key.content()));
        more.add(ascii(IdempotencyKeys.KEPT));
        more.addAll(bodies);
        return write("append", topic, key, more).compose(answer -> switch (answer.word()) {
            case "conflict" -> Future.failedFuture(IdempotencyKeys.conflict());
            case "repeated" -> Future.succeededFuture(new Appended(answer.end(), true));
            default -> Future.succeededFuture(new Appended(answer.end(), false));
        });
    }

    /** Asks for what only the owner of {@code topic} may do. */
    private Future<Answer> write(String what, String topic, IdempotencyKeys.Key key, List<byte[]> more) {
        if (term == 0) {
            return claim().compose(claimed -> write(what, topic, key, more));
        }
        var arguments = arguments(what, topic, term);
        arguments.addAll(more);
        return call(topic, key, arguments).compose(answer -> {
            if (!answer.word().equals("lost")) {
                return Future.succeededFuture(answer);
            }
            highest = Math.max(highest, answer.page().last());
            onLost.run();
            return Future.failedFuture(
                    new Failure(ErrorCode.UNAVAILABLE, "another node owns the topic now; nothing was published")
                            .retryAfter(1_000));
        });
    }

    /** Gets a term that is higher than all before. */
    private Future<Answer> claim() {
        if (claiming != null) {
            return claiming;
        }
        var asked = call(TERMS, null, arguments("claim", TERMS, highest))
                .onSuccess(answer -> term = answer.page().last());
        claiming = asked;
        asked.onComplete(ended -> claiming = null);
        return asked;
    }

    @Override
    public void renew() {
        highest = Math.max(highest, term);
        term = 0;
        knowledge = new Knowledge(config.perNode());
    }

    @Override
    public void onLost(Runnable listener) {
        onLost = listener;
    }

    @Override
    public Future<Page> read(String topic, long after, int limit, int bytes) {
        if (claiming != null) {
            // What is to be written before waits for a term.
            return claiming.transform(ended -> read(topic, after, limit, bytes));
        }
        return ask(topic, after, limit, bytes).compose(answer -> {
            if (!isDoubtful(topic, answer)) {
                return Future.succeededFuture(answer.page());
            }
            // Nobody may stand on what is left: another epoch begins before it is shown, if Redis can be written.
            return write("hold", topic, null, List.of())
                    .compose(renewed -> ask(topic, after, limit, bytes))
                    .otherwise(answer)
                    .map(Answer::page);
        });
    }

    private Future<Answer> ask(String topic, long after, int limit, int bytes) {
        var arguments = arguments("read", topic, term);
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
        write("hold", topic, null, List.of());
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

    private List<byte[]> arguments(String what, String topic, long fence) {
        var fresh = Long.toString(random.nextLong() >>> 1, Character.MAX_RADIX);
        var known = knowledge.of(topic);
        var arguments = new ArrayList<byte[]>();
        for (Object one : new Object[] {
            what, fresh, retention.length(topic), retention.age(topic), known.epoch(), known.seq(), fence
        }) {
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
