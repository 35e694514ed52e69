package dev.trestle.gateway.topic;

import dev.trestle.config.TopicsConfig;
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
 * <p>Redis may lose the end of what was written when it ends. Whatever is appended first after another run of Redis began
 * therefore begins another epoch, in which the events that are left keep their numbers.
 *
 * <p>Whoever owns topics has a term, a number that is higher than those of all who owned before; a topic takes nothing from
 * one with a lower term than the last who wrote. So an owner that was cut off and has lost its topics changes nothing.
 */
final class RedisLog implements TopicLog {

    private static final String NOBODY = "0";

    /** Where the last term that was given out is; no topic has such a name. */
    private static final String TERMS = "terms";

    private final RedisLink link;
    private final TopicsConfig config;
    private final SecureRandom random = new SecureRandom();
    private Runnable onLost = () -> {};
    private long term;
    private long highest;
    private Future<Page> claiming;

    /** In the server at {@code url}. */
    RedisLog(Vertx vertx, String url, TopicsConfig config) {
        this.link = new RedisLink(vertx, url, script());
        this.config = config;
        link.start();
    }

    private static String script() {
        try (var stream = RedisLog.class.getResourceAsStream("topic.lua")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    @Override
    public Future<Position> append(String topic, List<byte[]> bodies) {
        if (term == 0) {
            return claim().compose(claimed -> append(topic, bodies));
        }
        var arguments = arguments("append", term);
        arguments.addAll(bodies);
        return write(topic, arguments).map(page -> new Position(page.epoch(), page.last()));
    }

    /** Gets a term that is higher than all before. */
    private Future<Page> claim() {
        if (claiming != null) {
            return claiming;
        }
        var asked = call(TERMS, arguments("claim", highest)).onSuccess(answer -> term = answer.last());
        claiming = asked;
        asked.onComplete(ended -> claiming = null);
        return asked;
    }

    private Future<Page> write(String topic, List<byte[]> arguments) {
        return call(topic, arguments).compose(page -> {
            if (!page.epoch().equals(NOBODY)) {
                return Future.succeededFuture(page);
            }
            highest = Math.max(highest, page.last());
            onLost.run();
            return Future.failedFuture(
                    new Failure(ErrorCode.UNAVAILABLE, "another node owns the topic now; nothing was published")
                            .retryAfter(1_000));
        });
    }

    @Override
    public void renew() {
        highest = Math.max(highest, term);
        term = 0;
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
        var arguments = arguments("read", term);
        arguments.add(ascii(after));
        arguments.add(ascii(limit));
        arguments.add(ascii(bytes));
        return call(topic, arguments);
    }

    /** Best effort: whoever reads next sees whether it can be reached. */
    @Override
    public void hold(String topic) {
        if (term == 0) {
            claim().onSuccess(claimed -> hold(topic));
        } else {
            write(topic, arguments("hold", term));
        }
    }

    /** Redis forgets by itself. */
    @Override
    public void release(String topic) {}

    @Override
    public void close() {
        link.close();
    }

    private List<byte[]> arguments(String what, long fence) {
        var fresh = Long.toString(random.nextLong() >>> 1, Character.MAX_RADIX);
        var arguments = new ArrayList<byte[]>();
        for (Object one :
                new Object[] {what, link.server(), fresh, config.historyLength(), config.historyMs(), fence}) {
            arguments.add(ascii(one));
        }
        return arguments;
    }

    private static byte[] ascii(Object value) {
        return String.valueOf(value).getBytes(StandardCharsets.US_ASCII);
    }

    private Future<Page> call(String topic, List<byte[]> arguments) {
        // The braces put both keys on one node of a Redis Cluster.
        var name = "trestle:{" + topic + "}";
        return link.call(List.of(name, name + ":events"), arguments).map(RedisLog::page);
    }

    private static Page page(Response answer) {
        var entries = new ArrayList<Entry>();
        for (int i = 3; i < answer.size(); i += 2) {
            entries.add(new Entry(number(answer.get(i)), answer.get(i + 1).toBytes()));
        }
        var epoch = answer.get(0).toString();
        return new Page(epoch.isEmpty() ? NOBODY : epoch, number(answer.get(2)), number(answer.get(1)), entries);
    }

    private static long number(Response text) {
        return Long.parseLong(text.toString());
    }
}
