package dev.trestle.gateway.topic;

import dev.trestle.gateway.topic.LocalTopics.Joined;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Search;
import dev.trestle.wire.Topics.Member;
import dev.trestle.wire.Topics.Position;
import dev.trestle.wire.Topics.Subscribed;
import dev.trestle.wire.Withdrawn;
import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What one client is subscribed to. Belongs to the event loop of its socket.
 *
 * <p>A client that does not read costs no more than a bounded queue: beyond, its subscriptions fall behind, and are served
 * from the log, one page at a time, once it reads again.
 */
public final class TopicSession {

    /** When to try again to read a log that could not be read, in milliseconds. */
    private static final long RETRY = 500;

    private final Deliveries deliveries;
    private final Subscriber subscriber;
    private final String connection;
    private final int queueBytes;
    private Map<String, Subscription> subscriptions = Map.of();
    private Queue<Subscription> behind;
    private boolean reading;
    private boolean over;
    private boolean unsent;

    /** Of the client {@code connection}, whose socket belongs to the loop of {@code deliveries}. */
    public TopicSession(Deliveries deliveries, Subscriber subscriber, String connection) {
        this.deliveries = deliveries;
        this.subscriber = subscriber;
        this.connection = connection;
        this.queueBytes = deliveries.hub().settings().queueBytes();
    }

    Subscriber subscriber() {
        return subscriber;
    }

    Deliveries deliveries() {
        return deliveries;
    }

    /** Subscribes anew where there is a subscription. What was missed is written right after the future has completed. */
    Future<Subscribed> subscribe(String principal, String topic, Position since) {
        if (over) {
            return Future.failedFuture(new Failure(ErrorCode.CANCELLED, "the client is gone"));
        }
        var former = subscriptions.get(topic);
        int limit = deliveries.hub().settings().perConnection();
        if (former == null && subscriptions.size() >= limit) {
            var sentence = "too many subscriptions; the limit topics.perConnection is " + limit;
            return Future.failedFuture(new Failure(ErrorCode.TOO_LARGE, sentence).with(Map.of("limit", limit)));
        }
        var subscription = new Subscription(this, topic);
        subscriptions = subscriptions.isEmpty() ? new HashMap<>() : subscriptions;
        subscriptions.put(topic, subscription);
        if (former != null) {
            former.end();
        }
        Promise<Subscribed> answer = Promise.promise();
        var member = new Member(connection, principal, System.currentTimeMillis());
        Function<LocalTopics, Future<Joined>> join = owned -> {
            if (former != null) {
                owned.quit(former);
            }
            return owned.join(subscription, member, since);
        };
        var hub = deliveries.hub();
        hub.ask(join, deliveries::run, (joined, refused) -> joined(subscription, joined, refused, answer));
        return answer.future();
    }

    private void joined(Subscription subscription, Joined joined, Throwable refused, Promise<Subscribed> answer) {
        if (refused != null) {
            subscription.end();
            if (!over) {
                subscriptions.remove(subscription.topic(), subscription);
            }
            answer.fail(refused);
        } else {
            answer.complete(joined.answer());
            subscription.take(joined.part());
        }
    }

    /** Ends a subscription: no event comes any more. Without one, does nothing. */
    Future<Void> unsubscribe(String topic) {
        var subscription = subscriptions.get(topic);
        if (subscription == null) {
            return Future.succeededFuture();
        }
        subscriptions.remove(topic);
        subscription.end();
        return deliveries.hub().ask(owned -> {
            owned.leave(subscription, connection);
            return Future.succeededFuture();
        });
    }

    /**
     * Yields {@code answer}, that of {@code operation} in {@code workspace}: of a search once the client has been written
     * what was found, if it follows that.
     */
    public Future<Buffer> inTurn(String operation, String workspace, Buffer answer) {
        var found = operation.equals(Search.SEARCH.name()) ? subscriptions.get(Search.topic(workspace)) : null;
        return found == null ? Future.succeededFuture(answer) : found.caughtUp().map(answer);
    }

    /** Ends the subscriptions to topics that are not {@code allowed} any more. */
    public void keep(Predicate<String> allowed) {
        List.copyOf(subscriptions.keySet()).stream().filter(allowed.negate()).forEach(topic -> {
            unsubscribe(topic);
            subscriber.send(Withdrawn.TOPIC, new Withdrawn.Unsubscribed(topic, Withdrawn.CHANGED));
        });
    }

    /** The client is gone. */
    public void close() {
        if (over || subscriptions.isEmpty()) {
            over = true;
            return;
        }
        over = true;
        var all = List.copyOf(subscriptions.values());
        subscriptions = Map.of();
        all.forEach(Subscription::end);
        deliveries.hub().run(owned -> all.forEach(subscription -> owned.leave(subscription, connection)));
    }

    boolean offer(ByteBuf frames) {
        if (subscriber.backlog() > queueBytes) {
            return false;
        }
        subscriber.write(frames);
        if (!unsent) {
            unsent = true;
            deliveries.sendLater(this);
        }
        return true;
    }

    /** Lets go the events that were written. */
    void send() {
        unsent = false;
        subscriber.flush();
    }

    void fellBehind(Subscription subscription) {
        deliveries.hub().run(owned -> owned.unlist(subscription));
        waits(subscription);
        read();
    }

    /** {@code subscription} has more to read. */
    void waits(Subscription subscription) {
        behind = behind == null ? new ArrayDeque<>() : behind;
        behind.add(subscription);
        read();
    }

    /** The client has read; whoever is behind goes on. */
    public void drained() {
        read();
    }

    /** Reads one page for one subscription at a time, so that much to catch up with is not much in memory. */
    private void read() {
        if (reading || over || behind == null || subscriber.backlog() > 0) {
            return;
        }
        var next = behind.poll();
        while (next != null && next.isOver()) {
            next = behind.poll();
        }
        if (next != null) {
            reading = true;
            var subscription = next;
            var place = subscription.place();
            Function<LocalTopics, Future<Part>> page = owned -> owned.read(subscription, place);
            deliveries.hub().ask(page, deliveries::run, (part, unreadable) -> took(subscription, part));
        }
    }

    /** {@code part} is {@code null} when the log could not be read. */
    private void took(Subscription subscription, Part part) {
        reading = false;
        if (part != null) {
            subscription.take(part);
            read();
        } else if (!over) {
            behind.add(subscription);
            deliveries.hub().later(RETRY, () -> deliveries.run(this::read));
        }
    }
}
