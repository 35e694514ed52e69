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

    /** Hands the next event to those who are live. */
    void tell(Followers followers, String topic, String epoch, Entry entry) {
        if (!followers.anyLive()) {
            return;
        }
        var frame = EventJson.frame(topic, epoch, entry);
        var place = new Position(epoch, entry.seq());
        for (var loop : loops) {
            if (followers.liveOn(loop)) {
                loop.hand(topic, place, frame.retain());
            }
        }
        frame.release();
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
