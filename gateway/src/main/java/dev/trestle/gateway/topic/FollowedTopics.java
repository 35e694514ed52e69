package dev.trestle.gateway.topic;

import dev.trestle.gateway.topic.TopicLog.Entry;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Topics.Member;
import dev.trestle.wire.Topics.Position;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who on this node follows which topic, wherever that is owned; hands events to their loops. On the topics' loop. */
final class FollowedTopics {

    /** So many bytes of events are written at once, or one event. */
    private static final int TOGETHER = 32_768;

    private final int limit;
    private final List<Deliveries> loops;
    private final int loopCount;
    private final TopicMeters meters;
    private final Map<String, Followers> all = new HashMap<>();

    /** At most {@code limit} topics, for sockets on {@code loops}, of which there will be {@code loopCount}. */
    FollowedTopics(int limit, List<Deliveries> loops, int loopCount, TopicMeters meters) {
        this.limit = limit;
        this.loops = loops;
        this.loopCount = loopCount;
        this.meters = meters;
    }

    /** Those of {@code topic}, or {@code null} when there are none. */
    Followers get(String topic) {
        return all.get(topic);
    }

    /**
     * Those of {@code topic}, who may be none yet.
     *
     * @throws Failure {@code BUSY} when there are too many topics
     */
    Followers begin(String topic) {
        var followers = all.get(topic);
        if (followers == null) {
            if (all.size() >= limit) {
                throw new Failure(
                        ErrorCode.BUSY, "too many topics have subscribers; the limit topics.perNode is " + limit);
            }
            followers = new Followers(loopCount);
            all.put(topic, followers);
            meters.topics(all.size());
        }
        return followers;
    }

    /**
     * {@code member} follows {@code topic}; whether it was not there before.
     *
     * @throws Failure {@code BUSY} when there are too many topics
     */
    boolean enter(String topic, Member member) {
        boolean fresh = begin(topic).enter(member);
        if (fresh) {
            meters.subscribed();
        }
        return fresh;
    }

    /** The member of {@code topic} that leaves, or {@code null}. */
    Member exit(String topic, String connection) {
        var followers = all.get(topic);
        var member = followers == null ? null : followers.exit(connection);
        if (member != null) {
            meters.unsubscribed();
        }
        return member;
    }

    /** Forgets {@code topic} when nobody follows it any more. */
    void tidy(String topic) {
        var followers = all.get(topic);
        if (followers != null && followers.isEmpty()) {
            all.remove(topic);
            meters.topics(all.size());
        }
    }

    /** The names of all of them. */
    Collection<String> names() {
        return List.copyOf(all.keySet());
    }

    /** Hands the next events to those who are live. */
    void tell(Followers followers, String topic, String epoch, List<Entry> entries) {
        if (!followers.anyLive()) {
            return;
        }
        int size = 0;
        int from = 0;
        for (int to = 1; to <= entries.size(); to++) {
            size += entries.get(to - 1).body().length;
            if (size >= TOGETHER || to == entries.size()) {
                hand(followers, topic, epoch, entries.subList(from, to));
                size = 0;
                from = to;
            }
        }
    }

    private void hand(Followers followers, String topic, String epoch, List<Entry> entries) {
        var frames = EventJson.frames(topic, epoch, entries);
        var last = new Position(epoch, entries.get(entries.size() - 1).seq());
        for (var loop : loops) {
            if (followers.liveOn(loop)) {
                loop.hand(topic, last, entries.size(), frames.retain());
            }
        }
        frames.release();
    }

    /** {@code topic} has reached {@code head}: whoever is live and has not heard of that reads the log. */
    void check(Followers followers, String topic, Position head) {
        for (var loop : loops) {
            if (followers.liveOn(loop)) {
                loop.check(topic, head);
            }
        }
    }
}
