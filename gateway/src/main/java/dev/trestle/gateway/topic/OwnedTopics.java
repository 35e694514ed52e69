package dev.trestle.gateway.topic;

import dev.trestle.bus.Wire;
import dev.trestle.config.TopicsConfig;
import dev.trestle.gateway.topic.TopicLog.Entry;
import dev.trestle.gateway.topic.TopicLog.Page;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Topics;
import dev.trestle.wire.Topics.Member;
import dev.trestle.wire.Topics.Position;
import dev.trestle.wire.Topics.Subscribed;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The topics that this node owns: appends to them, and hands what was appended to those who follow. On the topics' loop. */
final class OwnedTopics {

    /** The most of one page out of the log for one client. */
    private static final int PAGE_EVENTS = 1_000;

    private static final int PAGE_BYTES = 65_536;

    /**
     * A new subscription.
     *
     * @param part what it gets first
     */
    record Joined(Subscribed answer, Part part) {}

    private final TopicsConfig config;
    private final TopicLog log;
    private final Demand demand;
    private final List<Deliveries> loops;
    private final int loopCount;
    private final Map<String, Followers> followed = new HashMap<>();

    /** For sockets on {@code loops}, of which there will be {@code loopCount}. */
    OwnedTopics(TopicsConfig config, TopicLog log, Demand demand, List<Deliveries> loops, int loopCount) {
        this.config = config;
        this.log = log;
        this.demand = demand;
        this.loops = loops;
        this.loopCount = loopCount;
    }

    /**
     * Appends all of {@code bodies} or none, tells whoever follows, and yields the place of the last.
     *
     * @param key appends once, unless it is {@code null}
     */
    Future<Position> append(String topic, List<byte[]> bodies, IdempotencyKeys.Key key) {
        return log.append(topic, bodies, key).map(appended -> {
            var last = appended.last();
            var followers = followed.get(topic);
            if (!appended.repeated() && followers != null && followers.anyLive()) {
                for (int i = 0; i < bodies.size(); i++) {
                    tell(followers, topic, last.epoch(), new Entry(last.seq() - bodies.size() + 1 + i, bodies.get(i)));
                }
            }
            return last;
        });
    }

    private void tell(Followers followers, String topic, String epoch, Entry entry) {
        var frame = EventJson.frame(topic, epoch, entry);
        var place = new Position(epoch, entry.seq());
        for (var loop : loops) {
            if (followers.liveOn(loop)) {
                loop.hand(topic, place, frame.retain());
            }
        }
        frame.release();
    }

    /** What is kept after {@code since} or, when that is {@code null}, the last of what is kept. */
    Future<Page> history(String topic, Position since, int limit, int bytes) {
        if (since == null) {
            return log.read(topic, Long.MAX_VALUE, 1, 1)
                    .compose(page -> log.read(topic, page.last() - limit, limit, bytes));
        }
        return log.read(topic, since.seq(), limit, bytes)
                .compose(page -> page.epoch().equals(since.epoch())
                        ? Future.succeededFuture(page)
                        : log.read(topic, 0, limit, bytes));
    }

    /** Takes {@code subscription} in, from {@code since} where that can be; {@code null} begins with what comes next. */
    Future<Joined> join(Subscription subscription, Member member, Position since) {
        var topic = subscription.topic();
        Future<Void> fed;
        try {
            fed = followed.containsKey(topic) ? demand.ready(topic) : begin(topic);
        } catch (Failure full) {
            return Future.failedFuture(full);
        }
        var followers = followed.get(topic);
        if (followers.enter(member) && followers.size() > 1 && followers.size() <= config.announcedMembers()) {
            announce(topic, Topics.JOINED, member);
        }
        long after = since == null ? Long.MAX_VALUE : since.seq();
        return fed.compose(ready -> log.read(topic, after, PAGE_EVENTS, PAGE_BYTES))
                .map(page -> {
                    boolean recovered = since != null && page.follows(since);
                    var part = recovered ? Part.of(topic, since, page) : Part.ofNothing(page);
                    list(subscription, part);
                    return new Joined(new Subscribed(topic, page.epoch(), page.last(), recovered), part);
                })
                .onFailure(unreadable -> leave(subscription, member.connectionId()));
    }

    private Future<Void> begin(String topic) {
        if (followed.size() >= config.perNode()) {
            throw new Failure(
                    ErrorCode.BUSY,
                    "too many topics have subscribers; the limit topics.perNode is " + config.perNode());
        }
        log.hold(topic);
        followed.put(topic, new Followers(loopCount));
        return demand.begin(topic);
    }

    /** Best effort: who is there is what {@code topic.presence} answers. */
    private void announce(String topic, String event, Member member) {
        append(topic, List.of(EventJson.body(event, Wire.encode(member), System.currentTimeMillis())), null);
    }

    /** What comes after {@code place}; when that is all there is, {@code subscription} gets events as they come from now on. */
    Future<Part> read(Subscription subscription, Position place) {
        return log.read(subscription.topic(), place.seq(), PAGE_EVENTS, PAGE_BYTES)
                .map(page -> {
                    var part = Part.of(subscription.topic(), place, page);
                    list(subscription, part);
                    return part;
                });
    }

    private void list(Subscription subscription, Part part) {
        var followers = followed.get(subscription.topic());
        if (part.complete() && !subscription.gone && !subscription.listed && followers != null) {
            subscription.listed = true;
            followers.add(subscription.session().deliveries());
        }
    }

    /** {@code subscription} reads the log and gets no events as they come. */
    void unlist(Subscription subscription) {
        if (subscription.listed) {
            subscription.listed = false;
            followed.get(subscription.topic()).remove(subscription.session().deliveries());
        }
    }

    /** {@code subscription} is over; its connection stays a member. */
    void quit(Subscription subscription) {
        unlist(subscription);
        subscription.gone = true;
    }

    /** {@code subscription} is over, and {@code connection} leaves the topic. */
    void leave(Subscription subscription, String connection) {
        quit(subscription);
        var topic = subscription.topic();
        var followers = followed.get(topic);
        var member = followers == null ? null : followers.exit(connection);
        if (member == null) {
            return;
        }
        if (followers.size() == 0) {
            followed.remove(topic);
            log.release(topic);
            demand.end(topic);
        } else if (followers.size() < config.announcedMembers()) {
            announce(topic, Topics.LEFT, member);
        }
    }

    /** Who is subscribed, the longest there first. */
    List<Member> members(String topic) {
        var followers = followed.get(topic);
        return followers == null ? List.of() : followers.members();
    }

    /** How many topics have subscribers. */
    int size() {
        return followed.size();
    }
}
