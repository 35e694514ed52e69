package dev.trestle.gateway.topic;

import dev.trestle.bus.Owners;
import dev.trestle.bus.Peers;
import dev.trestle.wire.Topics.Member;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * Sees to it that somebody says who has left when the owner of a topic dies together with its own members. Nobody else knows
 * these, so an owner tells them to the node that would own the topic next, its heir, as soon as another node follows. On the
 * topics' loop.
 */
final class Heirs {

    /** How many topics are told of in one turn. */
    private static final int PART = 1_000;

    /** How long those who follow may take to say so at the next owner, in milliseconds: only then somebody hears. */
    private static final long DELAY = 1_500;

    private record Estate(String node, Map<String, List<Member>> members, long due) {}

    private final Peers peers;
    private final Executor turn;
    private final LongSupplier clock;
    private final FollowedTopics followed;
    private final OwnedTopics owned;
    private final Set<String> changed = new LinkedHashSet<>();
    /** Topics of which a heir knows members. */
    private final Set<String> willed = new HashSet<>();

    private final Map<String, Map<String, List<Member>>> wills = new HashMap<>();
    private final List<Estate> estates = new ArrayList<>();
    private Owners owners;

    /** As {@link Channels} has them. */
    Heirs(Peers peers, Executor turn, LongSupplier clock, FollowedTopics followed, OwnedTopics owned) {
        this.peers = peers;
        this.turn = turn;
        this.clock = clock;
        this.followed = followed;
        this.owned = owned;
        this.owners = peers.owners();
    }

    /** The members of {@code topic} at this node may be others than before; if it owns it, the heir hears of that. */
    void note(String topic) {
        if (owners.nodes().size() > 1 && owners.mine(topic) && changed.add(topic) && changed.size() == 1) {
            turn.execute(this::tell);
        }
    }

    private void tell() {
        var packets = new HashMap<String, Packet>();
        var part = changed.stream().limit(PART).toList();
        part.forEach(changed::remove);
        part.stream().filter(owners::mine).forEach(topic -> {
            var members = membersOf(topic);
            // Of most topics nobody follows elsewhere, and there is nothing to tell.
            if (willed.remove(topic) || !members.isEmpty()) {
                var packet = packets.computeIfAbsent(owners.heirOf(topic), any -> Packet.empty());
                packet.put(topic).put(members.size());
                members.forEach(packet::put);
            }
            if (!members.isEmpty()) {
                willed.add(topic);
            }
        });
        // One that cannot be told dies with the members unmentioned, unless they change.
        packets.forEach((heir, packet) -> peers.ask(heir, Question.INHERIT.name(), packet.buffer()));
        if (!changed.isEmpty()) {
            turn.execute(this::tell);
        }
    }

    /** Those at this node, unless nobody would hear of them. */
    private List<Member> membersOf(String topic) {
        var followers = followed.get(topic);
        return followers == null || followers.channels().isEmpty() || !owned.announces(topic)
                ? List.of()
                : List.copyOf(followers.members());
    }

    /** What the owner {@code from} says. */
    Future<Buffer> hear(String from, Packet question) {
        var will = wills.computeIfAbsent(from, any -> new HashMap<>());
        while (question.more()) {
            var topic = question.text();
            var members = new ArrayList<Member>();
            for (long left = question.number(); left > 0; left--) {
                members.add(question.member());
            }
            if (members.isEmpty()) {
                will.remove(topic);
            } else {
                will.put(topic, members);
            }
        }
        return Future.succeededFuture(Buffer.buffer());
    }

    /** From now on these are the owners; the members of those who are gone have left. */
    void follow(Owners now) {
        owners = now;
        long due = clock.getAsLong() + DELAY;
        for (var node : List.copyOf(wills.keySet())) {
            if (!now.nodes().contains(node)) {
                estates.add(new Estate(node, wills.remove(node), due));
            } else {
                wills.get(node)
                        .keySet()
                        .removeIf(topic -> !now.of(topic).equals(node)
                                || !now.heirOf(topic).equals(now.me()));
            }
        }
    }

    /** Says what is due; to be called every now and then. */
    void tidy() {
        long now = clock.getAsLong();
        for (var estate : List.copyOf(estates)) {
            if (estate.due() <= now) {
                estates.remove(estate);
                estate.members().forEach((topic, members) -> {
                    if (owners.mine(topic) && !owners.nodes().contains(estate.node())) {
                        members.forEach(member -> owned.exit(topic, member));
                    }
                });
            }
        }
    }
}
