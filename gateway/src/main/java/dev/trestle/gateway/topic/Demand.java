package dev.trestle.gateway.topic;

import dev.trestle.bus.Calls;
import dev.trestle.bus.Node;
import dev.trestle.bus.Target;
import dev.trestle.bus.WorkerDirectory;
import dev.trestle.wire.Empty;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Feeds;
import dev.trestle.wire.Feeds.Follow;
import dev.trestle.wire.Operation;
import dev.trestle.wire.TopicName;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Tells the services that feed topics which of them are followed, for they watch nothing in vain: with the first follower,
 * and again and again until the last has left. On the topics' loop.
 */
final class Demand {

    /** How long a subscription waits until the service is ready, in milliseconds. */
    private static final long PATIENCE = 2_000;

    /** How long to wait before somebody who has failed is asked again, in nanoseconds. */
    private static final long SOON = TimeUnit.SECONDS.toNanos(1);

    private static final class Followed {
        private final Operation<Follow, Empty> feed;
        private final Target target;
        private final Follow request;
        private Future<Empty> ready;
        private String place;
        private long due;

        private Followed(Operation<Follow, Empty> feed, TopicName topic, long lease) {
            this.feed = feed;
            this.target = Target.workspace(topic.workspace());
            this.request = new Follow(Feeds.kind(topic), lease);
        }
    }

    private final Calls calls;
    private final WorkerDirectory directory;
    private final long lease;
    private final Map<String, Followed> topics = new HashMap<>();

    /** What feeds a topic is to go on for {@code lease} milliseconds each time. */
    Demand(Node node, long lease) {
        this.calls = node.calls("gateway");
        this.directory = node.directory();
        this.lease = lease;
    }

    /** {@code topic} has followers; completes, and does not fail, once it is fed or that takes too long. */
    Future<Void> begin(String topic) {
        var name = TopicName.of(topic);
        var feed = Feeds.of(name);
        if (feed.isPresent()) {
            ask(topics.computeIfAbsent(topic, any -> new Followed(feed.get(), name, lease)));
        }
        return ready(topic);
    }

    /** As {@link #begin}, for one who is not the first. */
    Future<Void> ready(String topic) {
        var followed = topics.get(topic);
        return followed == null || followed.ready.isComplete()
                ? Future.succeededFuture()
                : followed.ready.timeout(PATIENCE, TimeUnit.MILLISECONDS).transform(any -> Future.succeededFuture());
    }

    /** {@code topic} has no followers any more; what feeds it goes on a little, for they may come back. */
    void end(String topic) {
        topics.remove(topic);
    }

    /** Asks again where it is time, or where another node is to be asked; called often enough for {@link #lease}. */
    void tick() {
        long now = System.nanoTime();
        topics.values().stream()
                .filter(followed -> now - followed.due >= 0 || !Objects.equals(followed.place, place(followed)))
                .forEach(this::ask);
    }

    private void ask(Followed followed) {
        followed.place = place(followed);
        followed.due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(lease / 4);
        followed.ready = calls.call(followed.feed, followed.target, followed.request)
                .onFailure(refused -> followed.due = System.nanoTime() + SOON);
    }

    /** Who is to be asked; {@code null} for nobody. */
    private String place(Followed followed) {
        try {
            return directory.place(followed.feed.name(), followed.target.workspace());
        } catch (Failure nobody) {
            return null;
        }
    }
}
