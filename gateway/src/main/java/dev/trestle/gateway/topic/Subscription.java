package dev.trestle.gateway.topic;

import dev.trestle.wire.Topics;
import dev.trestle.wire.Topics.Position;
import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/**
 * One client's place in one topic. Belongs to the event loop of its socket, except {@link #listed} and {@link #gone}, which
 * belong to the topics' loop.
 *
 * <pre>
 *   behind ──the end of the log──▶ live ──cannot take more, or a hole──▶ behind
 *      └──────────────── unsubscribed ───────┴──▶ over
 * </pre>
 */
final class Subscription {

    private final TopicSession session;
    private final String topic;
    private Position place;
    private Audience audience;
    private int seat;
    private Promise<Void> caughtUp;
    private boolean over;

    /** Whether the topics' loop counts it among those who get events as they come. */
    boolean listed;

    /** Whether the topics' loop has heard that it is over. */
    boolean gone;

    Subscription(TopicSession session, String topic) {
        this.session = session;
        this.topic = topic;
    }

    TopicSession session() {
        return session;
    }

    String topic() {
        return topic;
    }

    /** Where it goes on when it is behind. */
    Position place() {
        return place;
    }

    int seat() {
        return seat;
    }

    void sitsAt(int place) {
        seat = place;
    }

    boolean isOver() {
        return over;
    }

    /** Takes the next events, unless too much waits for the client already. */
    boolean offer(ByteBuf frames) {
        return session.offer(frames);
    }

    void fallBehind(Position reached) {
        place = reached;
        leaveAudience();
        session.fellBehind(this);
    }

    /** Takes what was read out of the log; it is live afterwards or has more to read. */
    void take(Part part) {
        if (over) {
            return;
        }
        var subscriber = session.subscriber();
        if (part.gap() != null) {
            subscriber.send(Topics.GAP, part.gap());
        }
        if (!part.entries().isEmpty()) {
            var frames = EventJson.frames(topic, part.end().epoch(), part.entries());
            subscriber.write(frames);
            frames.release();
        }
        subscriber.flush();
        place = part.end();
        if (part.complete()) {
            audience = session.deliveries().join(topic, place, this);
            tellCaughtUp();
        } else {
            session.waits(this);
        }
    }

    void end() {
        over = true;
        leaveAudience();
        tellCaughtUp();
    }

    /** Completes when the client has been written all there is, or the subscription is over. */
    Future<Void> caughtUp() {
        if (over || audience != null) {
            return Future.succeededFuture();
        }
        caughtUp = caughtUp == null ? Promise.promise() : caughtUp;
        return caughtUp.future();
    }

    private void tellCaughtUp() {
        var waiting = caughtUp;
        caughtUp = null;
        if (waiting != null) {
            waiting.complete();
        }
    }

    private void leaveAudience() {
        if (audience != null) {
            session.deliveries().leave(audience, this);
            audience = null;
        }
    }
}
