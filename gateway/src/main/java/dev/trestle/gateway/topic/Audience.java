package dev.trestle.gateway.topic;

import dev.trestle.wire.Topics.Position;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** Those on one event loop who get the events of one topic as they come, and the last event that they got. */
final class Audience {

    private static final int FEW = 1;

    private final String topic;
    private final String epoch;
    private long seq;
    private Subscription[] subscriptions = new Subscription[FEW];
    private int size;

    /** Of those who stand at {@code place}. */
    Audience(String topic, Position place) {
        this.topic = topic;
        this.epoch = place.epoch();
        this.seq = place.seq();
    }

    String topic() {
        return topic;
    }

    boolean isEmpty() {
        return size == 0;
    }

    Position place() {
        return new Position(epoch, seq);
    }

    boolean standsAt(Position place) {
        return seq == place.seq() && epoch.equals(place.epoch());
    }

    void add(Subscription subscription) {
        if (size == subscriptions.length) {
            subscriptions = Arrays.copyOf(subscriptions, size * 2);
        }
        subscription.sitsAt(size);
        subscriptions[size++] = subscription;
    }

    /** The last takes the place of the one who leaves. */
    void remove(Subscription subscription) {
        int at = subscription.seat();
        var last = subscriptions[--size];
        subscriptions[size] = null;
        if (last != subscription) {
            subscriptions[at] = last;
            last.sitsAt(at);
        }
    }

    /** Whether the event at {@code place} was had already. */
    boolean knows(Position place) {
        return epoch.equals(place.epoch()) && place.seq() <= seq;
    }

    /** Whether the next {@code count} events are those up to {@code place}. */
    boolean awaits(Position place, int count) {
        return place.seq() == seq + count && epoch.equals(place.epoch());
    }

    /** Hands the next {@code count} events to everybody; those who cannot take them fall behind. */
    void hear(ByteBuf frames, int count) {
        for (int i = size - 1; i >= 0; i--) {
            if (!subscriptions[i].offer(frames)) {
                subscriptions[i].fallBehind(place());
            }
        }
        seq += count;
    }

    /** The next event is not the one that came: everybody reads the log. */
    void lost() {
        for (int i = size - 1; i >= 0; i--) {
            subscriptions[i].fallBehind(place());
        }
    }
}
