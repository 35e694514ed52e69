package dev.trestle.gateway.topic;

import dev.trestle.bus.Owners;
import dev.trestle.bus.Peers;
import dev.trestle.gateway.topic.TopicLog.Page;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Topics.Member;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/** The other nodes that follow topics of this one. On the topics' loop. */
final class Channels {

    /** After so many milliseconds of silence a node has no members any more. */
    private static final long LEASE = 6_000;

    private final Peers peers;
    private final Executor turn;
    private final LongSupplier clock;
    private final FollowedTopics followed;
    private final OwnedTopics owned;
    private final Heirs heirs;
    private Owners owners;
    private final Map<String, Channel> all = new HashMap<>();

    /** With {@code turn}, which runs tasks after this turn of the loop, and {@code clock} in milliseconds. */
    Channels(Peers peers, Executor turn, LongSupplier clock, FollowedTopics followed, OwnedTopics owned) {
        this.owners = peers.owners();
        this.peers = peers;
        this.turn = turn;
        this.clock = clock;
        this.followed = followed;
        this.owned = owned;
        this.heirs = new Heirs(peers, turn, clock, followed, owned);
    }

    /** The members of {@code topic} at this node, which owns it, may be others than before. */
    void note(String topic) {
        heirs.note(topic);
    }

    /** The members at the node {@code from} of topics that it owns and this one would own next. */
    Future<Buffer> inherit(String from, Packet question) {
        return heirs.hear(from, question);
    }

    /** A part of what the node {@code from} follows; answers with those that this node owns and where they are. */
    Future<Buffer> open(String from, Packet question) {
        var channel = all.computeIfAbsent(question.text(), id -> new Channel(peers, turn, from, id));
        channel.beat(clock.getAsLong());
        boolean last = question.number() == 1;
        var answer = Packet.empty();
        var heads = new ArrayList<Future<?>>();
        while (question.more()) {
            var topic = question.text();
            var members = members(question);
            if (owners.mine(topic)) {
                heads.add(follow(channel, topic, members)
                        .onSuccess(page -> answer.put(topic).put(page.epoch()).put(page.last())));
            }
        }
        if (last) {
            List.copyOf(all.values()).stream()
                    .filter(other -> other != channel && other.node().equals(from))
                    .forEach(former -> drop(former, false));
        }
        return Future.join(heads).otherwiseEmpty().map(read -> answer.buffer());
    }

    private static List<Member> members(Packet question) {
        var members = new ArrayList<Member>();
        for (long left = question.number(); left > 0; left--) {
            members.add(question.member());
        }
        return members;
    }

    private Future<Page> follow(Channel channel, String topic, List<Member> members) {
        try {
            var followers = followed.begin(topic);
            boolean first = followers.isEmpty();
            var there = channel.follow(topic, followers);
            heirs.note(topic);
            members.forEach(member -> there.put(member.connectionId(), member));
            return first ? owned.hold(topic) : owned.head(topic);
        } catch (Failure full) {
            return Future.failedFuture(full);
        }
    }

    /** Another member at the node of a channel. */
    Future<Buffer> enter(String topic, Packet question) {
        var channel = channel(question.text());
        var member = question.member();
        var followers = followed.begin(topic);
        boolean fresh = channel.follow(topic, followers).put(member.connectionId(), member) == null;
        heirs.note(topic);
        long after = question.number();
        return (fresh ? owned.enter(topic, member, after) : owned.read(topic, after))
                .map(page -> Packet.empty().put(page).buffer());
    }

    /** A member at the node of a channel has left. */
    Future<Buffer> exit(Packet question) {
        var channel = channel(question.text());
        var topic = question.text();
        var followers = followed.get(topic);
        var member = followers == null ? null : channel.exit(followers, question.text());
        if (member != null) {
            followed.tidy(topic);
            owned.exit(topic, member);
        }
        return Future.succeededFuture(Buffer.buffer());
    }

    /** The page after a place, for whoever gets events by an open channel. */
    Future<Buffer> read(String topic, Packet question) {
        channel(question.text());
        return owned.read(topic, question.number())
                .map(page -> Packet.empty().put(page).buffer());
    }

    private Channel channel(String id) {
        var channel = all.get(id);
        if (channel == null) {
            throw new Failure(ErrorCode.UNAVAILABLE, "the way between two nodes is made anew; try again")
                    .retryAfter(1_000);
        }
        return channel;
    }

    /** The node of a channel lives; answers whether events go that way still. */
    Future<Buffer> beat(Packet question) {
        var channel = all.get(question.text());
        if (channel != null) {
            channel.beat(clock.getAsLong());
        }
        boolean open = channel != null && !channel.broken();
        return Future.succeededFuture(Packet.empty().put(open ? 1 : 0).buffer());
    }

    /** Who was not heard of for too long has left. */
    void tidy() {
        long now = clock.getAsLong();
        List.copyOf(all.values()).stream()
                .filter(channel -> now - channel.heard() > LEASE)
                .forEach(silent -> drop(silent, true));
        heirs.tidy();
    }

    /** From now on these are the owners; who is none of them has left. */
    void follow(Owners now) {
        owners = now;
        List.copyOf(all.values()).stream()
                .filter(channel -> !now.nodes().contains(channel.node()))
                .forEach(gone -> drop(gone, true));
        heirs.follow(now);
    }

    /** Others may have written what this node did not tell: all must ask anew. */
    void cut() {
        all.values().forEach(Channel::cut);
    }

    private void drop(Channel channel, boolean left) {
        all.remove(channel.id());
        channel.cut();
        channel.followed().forEach((followers, there) -> {
            var topic = there.topic();
            channel.forget(followers);
            followed.tidy(topic);
            if (left && owners.mine(topic)) {
                there.members().values().forEach(member -> owned.exit(topic, member));
            } else if (followers.isEmpty()) {
                owned.release(topic);
            }
        });
    }
}
