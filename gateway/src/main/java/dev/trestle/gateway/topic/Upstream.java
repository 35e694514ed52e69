package dev.trestle.gateway.topic;

import dev.trestle.bus.Peers;
import dev.trestle.gateway.topic.TopicLog.Entry;
import dev.trestle.gateway.topic.TopicLog.Page;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Topics.Member;
import dev.trestle.wire.Topics.Position;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Another node that owns topics, seen from one that follows some of them. On the topics' loop.
 *
 * <p>What is followed there is told when a channel is opened; its events come by that channel, numbered. When one is missing,
 * or the owner knows the channel no more, another is opened, the owner says where each topic is, and whoever is behind reads.
 */
final class Upstream implements TopicHome {

    private static final int PART = 1_000;
    private static final long RETRY = 300;

    private record Place(String topic, long after) {}

    private final Vertx vertx;
    private final Peers peers;
    private final String node;
    private final FollowedTopics followed;
    private final Supplier<List<String>> topics;
    private final Map<Place, Future<Page>> reading = new HashMap<>();
    private String channel = "";
    private long received;
    private boolean beating;

    /** To {@code node}, which owns {@code topics} of those that are {@code followed} here. */
    Upstream(Vertx vertx, Peers peers, String node, FollowedTopics followed, Supplier<List<String>> topics) {
        this.vertx = vertx;
        this.peers = peers;
        this.node = node;
        this.followed = followed;
        this.topics = topics;
    }

    /** Opens a channel, in place of the one there may be. */
    void open() {
        channel = UUID.randomUUID().toString();
        received = 0;
        open(channel, topics.get(), 0);
    }

    /** Nothing comes from there any more. */
    void close() {
        channel = "";
    }

    private void open(String id, List<String> all, int from) {
        int to = Math.min(from + PART, all.size());
        var packet = Packet.empty().put(id).put(to == all.size() ? 1 : 0);
        var part = new HashSet<String>();
        for (var topic : all.subList(from, to)) {
            var followers = followed.get(topic);
            if (followers != null) {
                part.add(topic);
                packet.put(topic).put(followers.members().size());
                followers.members().forEach(packet::put);
            }
        }
        ask(Question.OPEN, packet)
                .onSuccess(answer -> {
                    if (id.equals(channel)) {
                        learn(answer, part);
                        openRest(id, all, to, part);
                    }
                })
                .onFailure(refused -> later(id, this::open));
    }

    private void openRest(String id, List<String> all, int to, Set<String> refused) {
        if (to < all.size()) {
            open(id, all, to);
        }
        if (!refused.isEmpty()) {
            // Its view of the owners is older than ours, or it cannot read them now.
            later(id, () -> open(id, List.copyOf(refused), 0));
        }
    }

    private void later(String id, Runnable task) {
        vertx.setTimer(RETRY, now -> {
            if (id.equals(channel)) {
                task.run();
            }
        });
    }

    private void learn(Packet answer, Set<String> expected) {
        while (answer.more()) {
            var topic = answer.text();
            var head = new Position(answer.text(), answer.number());
            var followers = followed.get(topic);
            expected.remove(topic);
            if (followers != null && !followers.knows(head)) {
                followers.know(head);
                followed.check(followers, topic, head);
            }
        }
    }

    /** Asks whether the channel is open still; to be called every now and then. */
    void beat() {
        if (beating || channel.isEmpty()) {
            return;
        }
        beating = true;
        var id = channel;
        ask(Question.BEAT, Packet.empty().put(id)).onComplete(ended -> {
            beating = false;
            if (id.equals(channel) && (ended.failed() || ended.result().number() == 0)) {
                open();
            }
        });
    }

    /** Takes events that the owner sends; fails when they are not the next. */
    Future<Buffer> hear(Packet events) {
        if (!events.text().equals(channel)) {
            return Future.failedFuture(new Failure(ErrorCode.UNAVAILABLE, "the channel was closed"));
        } else if (events.number() != ++received) {
            open();
            return Future.failedFuture(new Failure(ErrorCode.UNAVAILABLE, "events were lost on the way"));
        }
        while (events.more()) {
            var topic = events.text();
            var place = new Position(events.text(), events.number());
            var entry = new Entry(place.seq(), events.bytes());
            var followers = followed.get(topic);
            if (followers != null && !followers.knows(place)) {
                followers.know(place);
                followed.tell(followers, topic, place.epoch(), List.of(entry));
            }
        }
        return Future.succeededFuture(Buffer.buffer());
    }

    private Future<Packet> ask(Question question, Packet packet) {
        return peers.ask(node, question.name(), packet.buffer()).map(Packet::of);
    }

    @Override
    public Future<Position> append(String topic, List<byte[]> bodies, IdempotencyKeys.Key key) {
        var packet =
                Packet.empty().put(topic).put(key == null ? null : key.name().who());
        if (key != null) {
            packet.put(key.name().key()).put(key.content());
        }
        return ask(Question.PUBLISH, packet.putAll(bodies)).map(Packet::place);
    }

    @Override
    public Future<Page> history(String topic, Position since, int limit, int bytes) {
        var packet = Packet.empty().put(topic).put(since).put(limit).put(bytes);
        return ask(Question.HISTORY, packet).map(Packet::page);
    }

    /** Many who are behind at the same place ask once. */
    @Override
    public Future<Page> read(String topic, long after) {
        var place = new Place(topic, after);
        var asked = reading.get(place);
        if (asked == null) {
            asked = page(
                    Question.READ, place, Packet.empty().put(topic).put(channel).put(after));
            reading.put(place, asked);
            asked.onComplete(ended -> reading.remove(place));
        }
        return asked;
    }

    @Override
    public Future<Page> enter(String topic, Member member, long after) {
        var packet = Packet.empty().put(topic).put(channel).put(member).put(after);
        return page(Question.ENTER, new Place(topic, after), packet);
    }

    private Future<Page> page(Question question, Place place, Packet packet) {
        var before = known(place.topic());
        return ask(question, packet).compose(answer -> current(place, before, answer.page()));
    }

    private Position known(String topic) {
        var followers = followed.get(topic);
        return followers == null ? null : followers.known();
    }

    /**
     * An event may have come before the answer that does not know of it: then there is more to read. The other way round, it
     * is still to be told to those who are live, so only events say what is known here.
     */
    private Future<Page> current(Place place, Position before, Page page) {
        var known = known(place.topic());
        if (known == null || known == before) {
            return Future.succeededFuture(page);
        } else if (!known.epoch().equals(page.epoch())) {
            return read(place.topic(), place.after());
        } else if (known.seq() > page.last()) {
            return Future.succeededFuture(new Page(page.epoch(), page.first(), known.seq(), page.entries()));
        }
        return Future.succeededFuture(page);
    }

    /** An owner that has not heard it hears who is left when another channel is opened. */
    @Override
    public void exit(String topic, Member member) {
        var id = channel;
        ask(Question.EXIT, Packet.empty().put(id).put(topic).put(member.connectionId()))
                .onFailure(lost -> later(id, this::open));
    }

    @Override
    public Future<List<Member>> members(String topic) {
        return ask(Question.MEMBERS, Packet.empty().put(topic)).map(answer -> {
            var members = new ArrayList<Member>();
            while (answer.more()) {
                members.add(answer.member());
            }
            return members;
        });
    }
}
