package dev.trestle.gateway.dialect;

import dev.trestle.bus.Wire;
import dev.trestle.gateway.Edge;
import dev.trestle.gateway.topic.Deliveries;
import dev.trestle.gateway.topic.EventJson;
import dev.trestle.gateway.topic.Subscriber;
import dev.trestle.gateway.topic.TopicSession;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Operation;
import dev.trestle.wire.Topic;
import dev.trestle.wire.TopicName;
import dev.trestle.wire.Topics;
import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The topics that one client follows: every event once and in order. Futures fail with a {@link Failure} alone. */
public final class TopicFeed {

    /** Hears what comes on one topic. */
    @FunctionalInterface
    public interface Follower {
        void event(Topics.Event event);

        /** Who follows the topic has changed. */
        default void presence(Topics.Event event) {}

        /** These events will not come; what follows them does. */
        default void gap(Topics.Gap gap) {}
    }

    private final class Events implements Subscriber {
        @Override
        public void write(ByteBuf frames) {
            EventJson.each(frames, this::hear);
        }

        private void hear(Topics.Event event) {
            var follower = followers.get(event.topic());
            if (follower != null && TopicName.isReserved(event.event())) {
                follower.presence(event);
            } else if (follower != null) {
                follower.event(event);
            }
        }

        /** Whatever is said leaves by itself. */
        @Override
        public void flush() {}

        @Override
        public <E> void send(Topic<E> topic, E event) {
            if (event instanceof Topics.Gap gap && followers.containsKey(gap.topic())) {
                followers.get(gap.topic()).gap(gap);
                onGap.accept(gap);
            }
        }

        @Override
        public long backlog() {
            return backlog.getAsLong();
        }
    }

    private final Edge edge;
    private final Guest guest;
    private final LongSupplier backlog;
    private final TopicSession session;
    private final Map<String, Follower> followers = new HashMap<>();
    private Consumer<Topics.Gap> onGap = gap -> {};

    /** What {@code event} carries; fails with a {@link Failure} where that is no {@code type}. */
    public static <T> T data(Topics.Event event, Class<T> type) {
        return Wire.decode(Wire.encode(event.data()), type);
    }

    /** Of a client of whom {@code backlog} says how many bytes it has yet to read. */
    TopicFeed(Edge edge, Deliveries deliveries, Guest guest, LongSupplier backlog) {
        this.edge = edge;
        this.guest = guest;
        this.backlog = backlog;
        this.session = new TopicSession(deliveries, new Events(), guest.name());
    }

    /** Hears that events are lost; without, nobody does, since most of these protocols have no word for it. */
    public void onGap(Consumer<Topics.Gap> handler) {
        onGap = handler;
    }

    /** Hands the events of {@code topic} to {@code follower} from now on, in place of the one before. */
    public Future<Void> follow(String topic, Follower follower) {
        return follow(topic, follower, () -> follow(topic, (Topics.Position) null, follower));
    }

    /** As {@link #follow(String, Follower)}, with those events first that the topic still has. */
    public Future<Void> followAll(String topic, Follower follower) {
        return follow(
                topic,
                follower,
                () -> call(Topics.HISTORY, new Topics.ReadHistory(topic, null, 1))
                        .map(answer -> Wire.decode(answer, Topics.History.class))
                        .compose(history -> follow(topic, new Topics.Position(history.epoch(), 0), follower)));
    }

    private Future<Void> follow(String topic, Follower follower, Supplier<Future<Topics.Position>> anew) {
        boolean known = followers.put(topic, follower) != null;
        return known ? Future.succeededFuture() : anew.get().mapEmpty();
    }

    /** As {@link #follow(String, Follower)}, those after {@code since} first; yields where the topic is now. */
    public Future<Topics.Position> follow(String topic, Topics.Position since, Follower follower) {
        followers.put(topic, follower);
        return call(Topics.SUBSCRIBE, new Topics.Subscribe(topic, since))
                .onFailure(refused -> followers.remove(topic, follower))
                .map(answer -> {
                    var stands = Wire.decode(answer, Topics.Subscribed.class);
                    if (since != null && !stands.recovered()) {
                        long from = since.epoch().equals(stands.epoch()) ? since.seq() + 1 : 1;
                        follower.gap(new Topics.Gap(topic, stands.epoch(), from, stands.seq()));
                    }
                    return new Topics.Position(stands.epoch(), stands.seq());
                });
    }

    /** No more events of {@code topic}, if it was followed. */
    public Future<Void> leave(String topic) {
        return followers.remove(topic) == null
                ? Future.succeededFuture()
                : call(Topics.UNSUBSCRIBE, new Topics.Unsubscribe(topic)).mapEmpty();
    }

    private <Q> Future<Buffer> call(Operation<Q, ?> operation, Q request) {
        var params = Buffer.buffer(Wire.encode(request));
        return edge.dispatch()
                .call(guest.principal(), operation.name(), params, session, guest.caller(operation.name()));
    }

    /** The client reads again. */
    public void resume() {
        session.drained();
    }

    /** The client's rights have changed. */
    void review() {
        var operations = edge.topicOperations();
        session.keep(topic -> operations.maySubscribe(guest.principal(), topic));
    }

    /** The client is gone. */
    public void end() {
        session.close();
        followers.clear();
    }
}
