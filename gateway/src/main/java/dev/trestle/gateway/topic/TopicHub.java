package dev.trestle.gateway.topic;

import dev.trestle.bus.Failures;
import dev.trestle.bus.Node;
import dev.trestle.bus.Peers;
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

    private static final String SERVICE = "topics";
    private static final String AGENTS = "agent";
    private static final long BEAT = 1_000;

    private final Node node;
    private final TopicsConfig config;
    private final RedisConfig redis;
    private final Peers peers;
    private final int loopCount;
    private final List<Deliveries> loops = new CopyOnWriteArrayList<>();
    private TopicLog log;
    private LocalTopics local;
    private Succession succession;

    /** For a gateway of {@code node} with {@code loopCount} event loops, with its log where {@code redis} says. */
    public TopicHub(Node node, TopicsConfig config, RedisConfig redis, int loopCount) {
        this.node = node;
        this.peers = Peers.of(node, SERVICE);
        this.config = config;
        this.redis = redis;
        this.loopCount = loopCount;
    }

    /** Completes when this node has its share of the topics. */
    @Override
    public Future<?> start() {
        log = redis.url() == null ? new MemoryLog(config, TopicHub::millis) : new RedisLog(vertx, redis, config);
        var demand = new Demand(node, config.lingerMs());
        var meters = new TopicMeters(node.meters().registry());
        var followed = new FollowedTopics(config.perNode(), loops, loopCount, meters);
        var owned = new OwnedTopics(config, log, followed, demand, meters, Peers.of(node, AGENTS)::owners);
        var far = new FarTopics(vertx, peers, followed);
        Executor turn = task -> context.runOnContext(now -> task.run());
        var channels = new Channels(peers, turn, TopicHub::millis, followed, owned);
        local = new LocalTopics(followed, owned, far, channels, peers.owners());
        succession = new Succession(vertx, peers, log, local, new Handover(vertx, log, followed, peers.owners()));
        log.onLost(succession::lost);
        peers.onChange(() -> turn.execute(succession::changed));
        vertx.setPeriodic(TIDY, tick -> {
            log.tidy();
            channels.tidy();
        });
        vertx.setPeriodic(BEAT, tick -> far.beat());
        vertx.setPeriodic(Math.min(TIDY, config.lingerMs() / 4), tick -> owned.tick(millis()));
        return peers.join(new PeerQuestions(owned, far, channels, local, succession))
                .compose(joined -> succession.begin());
    }

    /** Hands all that this node owns to the others; completes when they have it. */
    public Future<Void> leave() {
        Promise<Void> left = Promise.promise();
        context.runOnContext(now -> succession.leave().onComplete(left));
        return left.future();
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
        return ask(topics -> topics.home(topic).append(topic, bodies, key));
    }

    /** What topics need and cannot reach now, by name. From any thread. */
    public List<String> missing() {
        return log.missing();
    }

    /** Whether this node owns {@code topic} now. From any thread. */
    public boolean owns(String topic) {
        return peers.owners().mine(topic);
    }

    /** Runs {@code task} on the topics' loop. */
    void run(Consumer<LocalTopics> task) {
        context.runOnContext(now -> {
            if (succession.settled()) {
                task.accept(local);
            } else {
                succession.whenSettled(() -> task.accept(local));
            }
        });
    }

    void later(long milliseconds, Runnable task) {
        vertx.setTimer(milliseconds, now -> task.run());
    }

    /** Asks on the topics' loop; the answer comes on the caller's. */
    <T> Future<T> ask(Function<LocalTopics, Future<T>> question) {
        Promise<T> answer = Promise.promise();
        Context asker = vertx.getOrCreateContext();
        ask(question, task -> asker.runOnContext(back -> task.run()), answer);
        return answer.future();
    }

    /** Asks on the topics' loop and completes {@code answer}, with a {@link Failure} alone, in a task of {@code asker}. */
    <T> void ask(Function<LocalTopics, Future<T>> question, Executor asker, Completable<T> answer) {
        run(topics -> attempt(topics, question).onComplete(ended -> {
            var failure = ended.failed() ? Failures.from(ended.cause()) : null;
            asker.execute(() -> answer.complete(ended.result(), failure));
        }));
    }

    private static <T> Future<T> attempt(LocalTopics topics, Function<LocalTopics, Future<T>> question) {
        try {
            return question.apply(topics);
        } catch (RuntimeException refused) {
            return Future.failedFuture(refused);
        }
    }
}
