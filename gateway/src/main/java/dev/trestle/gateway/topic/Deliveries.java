package dev.trestle.gateway.topic;

import dev.trestle.wire.Topics.Position;
import io.netty.buffer.ByteBuf;
import io.vertx.core.Context;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The live subscriptions of one event loop's sockets. Belongs to that loop, except where it says otherwise. */
public final class Deliveries {

    /** So many events leave together at most, when one comes after the other. */
    private static final int MOST_GATHERED = 16;

    private final TopicHub hub;
    private final Context context;
    private final int loop;
    private final Map<String, Audience> audiences = new HashMap<>();
    private final AtomicInteger coming = new AtomicInteger();
    private final List<TopicSession> unsent = new ArrayList<>();
    private int gathered;

    Deliveries(TopicHub hub, Context context, int loop) {
        this.hub = hub;
        this.context = context;
        this.loop = loop;
    }

    TopicHub hub() {
        return hub;
    }

    /** Which of the node's loops this is, from 0. */
    int loop() {
        return loop;
    }

    /** Runs {@code task} on this loop, after all tasks that were handed over before by the same thread. */
    void run(Runnable task) {
        context.runOnContext(now -> task.run());
    }

    /**
     * Hands {@code count} events over, the last of which is at {@code place}, from any thread; {@code frames} are released by
     * whoever runs it. Events that come one after the other leave a socket together: each on its own would cost a system
     * call, which is most of what it costs to deliver.
     */
    void hand(String topic, Position place, int count, ByteBuf frames) {
        coming.incrementAndGet();
        run(() -> {
            try {
                deliver(topic, place, count, frames);
            } finally {
                frames.release();
                gathered += count;
                if (coming.decrementAndGet() == 0 || gathered >= MOST_GATHERED) {
                    send();
                }
            }
        });
    }

    /** {@code session} has been written to. */
    void sendLater(TopicSession session) {
        unsent.add(session);
    }

    private void send() {
        gathered = 0;
        unsent.forEach(TopicSession::send);
        unsent.clear();
    }

    /** Says where a topic is, from any thread: whoever is elsewhere reads the log. */
    void check(String topic, Position head) {
        run(() -> {
            var audience = audiences.get(topic);
            if (audience != null && !audience.knows(head)) {
                audience.lost();
            }
        });
    }

    private void deliver(String topic, Position place, int count, ByteBuf frames) {
        var audience = audiences.get(topic);
        if (audience == null || audience.knows(place)) {
            return;
        }
        if (audience.awaits(place, count)) {
            audience.hear(frames, count);
        } else {
            audience.lost();
        }
    }

    /** {@code subscription} stands at {@code place} and takes the events that follow; whoever stands elsewhere reads the log. */
    Audience join(String topic, Position place, Subscription subscription) {
        var audience = audiences.computeIfAbsent(topic, name -> new Audience(name, place));
        if (!audience.standsAt(place)) {
            audience.lost();
            audience = audiences.computeIfAbsent(topic, name -> new Audience(name, place));
        }
        audience.add(subscription);
        return audience;
    }

    void leave(Audience audience, Subscription subscription) {
        audience.remove(subscription);
        if (audience.isEmpty()) {
            audiences.remove(audience.topic(), audience);
        }
    }
}
