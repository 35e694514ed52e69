package dev.trestle.gateway.topic;

import dev.trestle.bus.Failures;
import dev.trestle.bus.Node;
import dev.trestle.config.RedisConfig;
import dev.trestle.config.TopicsConfig;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Topics.Position;
import io.vertx.core.Completable;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/** The door to the topics of one node, which any thread may use: everything goes to the topics' loop, in order. */
public final class TopicHub extends VerticleBase {

    private static final long TIDY = 1_000;

    private final Node node;
    private final TopicsConfig config;
    private final RedisConfig redis;
    private final int loopCount;
    private final List<Deliveries> loops = new CopyOnWriteArrayList<>();
    private TopicLog log;
    private OwnedTopics owned;

    /** For the gateway of {@code node} with {@code loopCount} event loops, with its log where {@code redis} says. */
    public TopicHub(Node node, TopicsConfig config, RedisConfig redis, int loopCount) {
        this.node = node;
        this.config = config;
        this.redis = redis;
        this.loopCount = loopCount;
    }

    @Override
    public Future<?> start() {
        log = redis.url() == null ? new MemoryLog(config, TopicHub::millis) : new RedisLog(vertx, redis, config);
        var demand = new Demand(node, config.lingerMs());
        owned = new OwnedTopics(config, log, demand, loops, loopCount);
        vertx.setPeriodic(TIDY, tick -> log.tidy());
        vertx.setPeriodic(Math.min(TIDY, config.lingerMs() / 4), tick -> demand.tick());
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        log.close();
        return Future.succeededFuture();
    }

    private static long millis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    TopicsConfig settings() {
        return config;
    }

    /** A new event loop of sockets. */
    public synchronized Deliveries deliveries(Context context) {
        var deliveries = new Deliveries(this, context, loops.size());
        loops.add(deliveries);
        return deliveries;
    }

    /** Appends all of {@code bodies} or none; the same {@code key}, unless it is {@code null}, appends once. */
    Future<Position> publish(String topic, List<byte[]> bodies, IdempotencyKeys.Key key) {
        return ask(topics -> topics.append(topic, bodies, key));
    }

    /** What topics need and cannot reach now, by name. From any thread. */
    public List<String> missing() {
        return log.missing();
    }

    /** Runs {@code task} on the topics' loop. */
    void run(Consumer<OwnedTopics> task) {
        context.runOnContext(now -> task.accept(owned));
    }

    void later(long milliseconds, Runnable task) {
        vertx.setTimer(milliseconds, now -> task.run());
    }

    /** Asks on the topics' loop; the answer comes on the caller's. */
    <T> Future<T> ask(Function<OwnedTopics, Future<T>> question) {
        Promise<T> answer = Promise.promise();
        Context asker = vertx.getOrCreateContext();
        ask(question, task -> asker.runOnContext(back -> task.run()), answer);
        return answer.future();
    }

    /** Asks on the topics' loop and completes {@code answer}, with a {@link Failure} alone, in a task of {@code asker}. */
    <T> void ask(Function<OwnedTopics, Future<T>> question, Executor asker, Completable<T> answer) {
        run(topics -> attempt(topics, question).onComplete(ended -> {
            var failure = ended.failed() ? Failures.from(ended.cause()) : null;
            asker.execute(() -> answer.complete(ended.result(), failure));
        }));
    }

    private static <T> Future<T> attempt(OwnedTopics topics, Function<OwnedTopics, Future<T>> question) {
        try {
            return question.apply(topics);
        } catch (RuntimeException refused) {
            return Future.failedFuture(refused);
        }
    }
}
