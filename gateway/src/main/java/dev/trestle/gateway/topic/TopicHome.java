package dev.trestle.gateway.topic;

import dev.trestle.gateway.topic.TopicLog.Page;
import dev.trestle.wire.Topics.Member;
import dev.trestle.wire.Topics.Position;
import io.vertx.core.Future;
import java.util.List;

/** Where topics are owned, this node or another. On the topics' loop; futures complete there. */
interface TopicHome {

    /** The most of one page out of the log for one client. */
    int PAGE_EVENTS = 1_000;

    /** The same in bytes. */
    int PAGE_BYTES = 65_536;

    /** Appends all of {@code bodies} or none and yields the place of the last; the same {@code key}, unless {@code null}, once. */
    Future<Position> append(String topic, List<byte[]> bodies, IdempotencyKeys.Key key);

    /** What is kept after {@code since} or, when that is {@code null}, the last of what is kept. */
    Future<Page> history(String topic, Position since, int limit, int bytes);

    /** The page after number {@code after}. */
    Future<Page> read(String topic, long after);

    /** {@code member}, of this node, is there from now on; yields the page after number {@code after}. */
    Future<Page> enter(String topic, Member member, long after);

    /** {@code member}, of this node, has left. */
    void exit(String topic, Member member);

    /** Who is subscribed, on all nodes, the longest there first. */
    Future<List<Member>> members(String topic);
}
