package dev.trestle.gateway.topic;

import dev.trestle.config.TopicsConfig;
import dev.trestle.wire.Agents;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Topics.Position;
import io.vertx.core.Future;
import java.util.List;

/**
 * The events of all topics: numbers them and keeps the last of them.
 *
 * <p>Numbers are dense within an epoch. A topic of which nothing is kept any more may begin a new epoch, but never are other
 * events found under an epoch and a number that were given out before.
 *
 * <p>Belongs to the topics' event loop: calls come from there, and futures complete there, in the order of the calls.
 */
interface TopicLog {

    /**
     * An event as it is kept.
     *
     * @param body its members, as {@link EventJson} writes them
     */
    record Entry(long seq, byte[] body) {}

    /**
     * A part of a topic.
     *
     * @param first the oldest event that is kept; {@code last + 1} when none is
     * @param last the newest event there is
     * @param entries what was asked for, oldest first
     */
    record Page(String epoch, long first, long last, List<Entry> entries) {

        /** Whether every event after {@code place} is there still. */
        boolean follows(Position place) {
            return epoch.equals(place.epoch()) && place.seq() >= first - 1 && place.seq() <= last;
        }
    }

    /**
     * What came of an append.
     *
     * @param last the place of the last event
     * @param repeated whether it was there already, because the key was used before
     */
    record Appended(Position last, boolean repeated) {}

    /**
     * Appends {@code bodies}, all or none; fails with a {@link Failure}: {@code BUSY} when there are too many topics,
     * {@code UNAVAILABLE} when the log cannot be reached, takes no events, or when another node owns the topic, {@code CONFLICT} when {@code key} was used for
     * something else.
     *
     * @param key appends once as long as it is remembered, as long as the log is; or {@code null}
     */
    Future<Appended> append(String topic, List<byte[]> bodies, IdempotencyKeys.Key key);

    /** Events after number {@code after}: at most {@code limit} and about {@code bytes} bytes, but one at least if there is. */
    Future<Page> read(String topic, long after, int limit, int bytes);

    /**
     * Somebody follows {@code topic}: its epoch goes on even when nothing of it is kept.
     *
     * @throws Failure {@code BUSY} when there are too many topics
     */
    void hold(String topic);

    /** Nobody follows {@code topic} any more. */
    void release(String topic);

    /**
     * All that a topic has, to be continued by another log.
     *
     * @param last the newest event there was
     * @param bodies the events that are kept, of which the newest has the number {@code last}
     * @param ages of these, in milliseconds
     */
    record Kept(String epoch, long last, List<byte[]> bodies, List<Long> ages) {}

    /** The topics that would end with this node. */
    default List<String> kept() {
        return List.of();
    }

    /** Takes out all that {@code topic} has; {@code null} when it has nothing. */
    default Kept surrender(String topic) {
        return null;
    }

    /** Continues what another log has surrendered, unless {@code topic} is here; it is held then. */
    default void adopt(String topic, Kept kept) {}

    /** There are other owners than before: from now on this node's word counts more than that of whoever owned until now. */
    default void renew() {}

    /** Tells {@code listener} whenever an append was refused because the word of another node counts more. */
    default void onLost(Runnable listener) {}

    /** How long an event of {@code topic} is kept, in milliseconds. */
    static long age(TopicsConfig config, String topic) {
        return Agents.isRecord(topic) ? config.transcriptMs() : config.historyMs();
    }

    /** Forgets what is too old, where it is not forgotten otherwise; called every now and then. */
    default void tidy() {}

    /** What this log needs and cannot reach now, by name. From any thread. */
    default List<String> missing() {
        return List.of();
    }

    /** The node ends; nothing is asked any more. */
    default void close() {}
}
