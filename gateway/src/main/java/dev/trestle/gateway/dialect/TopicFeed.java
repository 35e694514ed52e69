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

    private final class Events implements Subscriber {
        @Override
        public void write(ByteBuf frame) {
            var event = EventJson.read(frame);
            var follower = followers.get(event.topic());
            if (follower != null) {
                follower.accept(event);
            }
        }

        /** Whatever is said leaves by itself. */
        @Override
        public void flush() {}

        @Override
        public <E> void send(Topic<E> topic, E event) {
            if (event instanceof Topics.Gap gap) {
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
    private final Map<String, Consumer<Topics.Event>> followers = new HashMap<>();
    private Consumer<Topics.Gap> onGap = gap -> {};

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
    public Future<Void> follow(String topic, Consumer<Topics.Event> follower) {
        return follow(topic, follower, () -> Future.succeededFuture(null));
    }

    /** As {@link #follow}, with those events first that the topic still has. */
    public Future<Void> followAll(String topic, Consumer<Topics.Event> follower) {
        return follow(
                topic,
                follower,
                () -> call(Topics.HISTORY, new Topics.ReadHistory(topic, null, 1))
                        .map(answer -> Wire.decode(answer, Topics.History.class))
                        .map(history -> new Topics.Position(history.epoch(), 0)));
    }

    private Future<Void> follow(
            String topic, Consumer<Topics.Event> follower, Supplier<Future<Topics.Position>> since) {
        boolean known = followers.put(topic, follower) != null;
        return known
                ? Future.succeededFuture()
                : since.get()
                        .compose(from -> call(Topics.SUBSCRIBE, new Topics.Subscribe(topic, from)))
                        .onFailure(refused -> followers.remove(topic, follower))
                        .mapEmpty();
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
