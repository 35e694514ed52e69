package dev.trestle.gateway.topic;

import dev.trestle.bus.Owners;
import dev.trestle.bus.Wire;
import dev.trestle.config.TopicsConfig;
import dev.trestle.gateway.topic.TopicLog.Entry;
import dev.trestle.gateway.topic.TopicLog.Page;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Topics;
import dev.trestle.wire.Topics.Member;
import dev.trestle.wire.Topics.Position;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Supplier;

/** The topics that this node owns: appends to them, and hands what was appended to those who follow. On the topics' loop. */
final class OwnedTopics implements TopicHome {

    private static final int PART = 1_000;

    private final TopicsConfig config;
    private final TopicLog log;
    private final FollowedTopics followed;
    private final Demand demand;
    private final TopicMeters meters;
    private final LostSessions lost;

    OwnedTopics(
            TopicsConfig config,
            TopicLog log,
            FollowedTopics followed,
            Demand demand,
            TopicMeters meters,
            Supplier<Owners> agents) {
        this.lost = new LostSessions(this, agents);
        this.config = config;
        this.log = log;
        this.followed = followed;
        this.demand = demand;
        this.meters = meters;
    }

    @Override
    public Future<Position> append(String topic, List<byte[]> bodies, IdempotencyKeys.Key key) {
        return log.append(topic, bodies, key).map(appended -> {
            var last = appended.last();
            if (appended.repeated()) {
                tellAgain(topic, last, bodies.size());
                return last;
            }
            meters.appended(bodies.size());
            var followers = followed.get(topic);
            if (followers != null) {
                var entries = new ArrayList<Entry>(bodies.size());
                bodies.forEach(body -> entries.add(new Entry(last.seq() - bodies.size() + 1 + entries.size(), body)));
                tell(followers, topic, last.epoch(), entries);
            }
            return last;
        });
    }

    private void tell(Followers followers, String topic, String epoch, List<Entry> entries) {
        followed.tell(followers, topic, epoch, entries);
        followers.channels().forEach(channel -> entries.forEach(entry -> channel.send(topic, epoch, entry)));
    }

    /** Nobody may have heard of events when the answer to their first append was lost; whoever did forgets them again. */
    private void tellAgain(String topic, Position last, int count) {
        log.read(topic, last.seq() - count, count, Integer.MAX_VALUE).onSuccess(page -> {
            var followers = followed.get(topic);
            if (followers != null && page.epoch().equals(last.epoch())) {
                var again = page.entries().stream()
                        .filter(entry -> entry.seq() <= last.seq())
                        .toList();
                tell(followers, topic, last.epoch(), again);
            }
        });
    }

    @Override
    public Future<Page> history(String topic, Position since, int limit, int bytes) {
        if (since == null) {
            return head(topic).compose(page -> log.read(topic, page.last() - limit, limit, bytes));
        }
        return log.read(topic, since.seq(), limit, bytes)
                .compose(page -> page.epoch().equals(since.epoch())
                        ? Future.succeededFuture(page)
                        : log.read(topic, 0, limit, bytes));
    }

    /** The page behind the end, which says where that is. */
    Future<Page> head(String topic) {
        return log.read(topic, Long.MAX_VALUE, 1, 1);
    }

    @Override
    public Future<Page> read(String topic, long after) {
        return log.read(topic, after, PAGE_EVENTS, PAGE_BYTES);
    }

    @Override
    public Future<Page> enter(String topic, Member member, long after) {
        int size = size(followed.get(topic));
        Future<Void> fed;
        try {
            fed = size == 1 ? begin(topic) : demand.ready(topic);
        } catch (Failure full) {
            return Future.failedFuture(full);
        }
        if (size > 1 && size <= config.announcedMembers()) {
            announce(topic, Topics.JOINED, member);
        }
        return fed.compose(ready -> read(topic, after));
    }

    private Future<Void> begin(String topic) {
        log.hold(topic);
        lost.begin(topic);
        return demand.begin(topic);
    }

    @Override
    public void exit(String topic, Member member) {
        int size = size(followed.get(topic));
        if (size == 0) {
            release(topic);
        } else if (size < config.announcedMembers()) {
            announce(topic, Topics.LEFT, member);
        }
    }

    /** Whether others hear of those who join and leave. */
    boolean announces(String topic) {
        return size(followed.get(topic)) <= config.announcedMembers();
    }

    /** Best effort: who is there is what {@code topic.presence} answers. */
    private void announce(String topic, String event, Member member) {
        append(topic, List.of(EventJson.body(event, Wire.encode(member), System.currentTimeMillis())), null);
    }

    private static int size(Followers followers) {
        if (followers == null) {
            return 0;
        }
        int size = followers.members().size();
        for (var channel : followers.channels()) {
            size += channel.members(followers).size();
        }
        return size;
    }

    @Override
    public Future<List<Member>> members(String topic) {
        var followers = followed.get(topic);
        if (followers == null) {
            return Future.succeededFuture(List.of());
        }
        var members = new LinkedHashMap<String, Member>();
        add(members, followers.members());
        followers.channels().forEach(channel -> add(members, channel.members(followers)));
        var sorted = new ArrayList<>(members.values());
        sorted.sort(Comparator.comparingLong(Member::since));
        return Future.succeededFuture(sorted);
    }

    private static void add(LinkedHashMap<String, Member> members, Collection<Member> more) {
        more.forEach(member -> members.put(member.connectionId(), member));
    }

    /** Somebody follows {@code topic} from now on; says where it is. */
    Future<Page> hold(String topic) {
        begin(topic);
        return head(topic);
    }

    /** Nobody follows {@code topic} any more. */
    void release(String topic) {
        log.release(topic);
        lost.end(topic);
        demand.end(topic);
    }

    /** Another node owns {@code topic} from now on. */
    void cede(String topic) {
        lost.end(topic);
        demand.end(topic);
    }

    /** Called every now and then; {@code now} in milliseconds of any clock. */
    void tick(long now) {
        demand.tick();
        lost.tick(now);
    }

    /**
     * Those who follow {@code topics} here hear of what they have missed; with {@code claim}, because this node has begun to
     * own them, so that whoever did before appends no more.
     */
    void look(List<String> topics, boolean claim) {
        int to = Math.min(PART, topics.size());
        if (to > 0) {
            var part = topics.subList(0, to).stream()
                    .map(topic -> look(topic, claim))
                    .toList();
            Future.join(part).onComplete(seen -> look(topics.subList(to, topics.size()), claim));
        }
    }

    private Future<?> look(String topic, boolean claim) {
        var followers = followed.get(topic);
        if (followers == null) {
            return Future.succeededFuture();
        }
        followers.know(null);
        try {
            return (claim ? hold(topic) : head(topic))
                    .onSuccess(page -> followed.check(followers, topic, new Position(page.epoch(), page.last())));
        } catch (Failure full) {
            return Future.failedFuture(full);
        }
    }
}
