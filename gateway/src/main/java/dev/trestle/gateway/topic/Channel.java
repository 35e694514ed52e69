package dev.trestle.gateway.topic;

import dev.trestle.bus.Peers;
import dev.trestle.gateway.topic.TopicLog.Entry;
import dev.trestle.wire.Topics.Member;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * Another node that follows topics of this one: its members, and the way for their events. On the topics' loop.
 *
 * <p>Events of one turn go in one message, and messages are numbered. When one cannot be sent or is not answered, nothing
 * more is sent: the other node hears of that at its next beat, opens a new channel and reads what it missed.
 */
final class Channel {

    /** A topic that is followed, and who does so there. */
    record Followed(String topic, Map<String, Member> members) {}

    private static final int FULL = 262_144;

    private final Peers peers;
    private final Executor turn;
    private final String node;
    private final String id;
    private final Map<Followers, Followed> followed = new HashMap<>();
    private Packet packet;
    private long sent;
    private boolean broken;
    private long heard;

    /** To {@code node}, which calls it {@code id}; {@code turn} runs tasks after this turn of the loop. */
    Channel(Peers peers, Executor turn, String node, String id) {
        this.peers = peers;
        this.turn = turn;
        this.node = node;
        this.id = id;
    }

    String node() {
        return node;
    }

    String id() {
        return id;
    }

    boolean broken() {
        return broken;
    }

    /** The node was heard at {@code time}. */
    void beat(long time) {
        heard = time;
    }

    long heard() {
        return heard;
    }

    /** Events of {@code topic} are sent from now on; yields who follows it there. */
    Map<String, Member> follow(String topic, Followers followers) {
        followers.add(this);
        return followed.computeIfAbsent(followers, any -> new Followed(topic, new LinkedHashMap<>(1)))
                .members();
    }

    /** The member that leaves, or {@code null}; with the last, the topic is followed no more. */
    Member exit(Followers followers, String connection) {
        var there = followed.get(followers);
        var member = there == null ? null : there.members().remove(connection);
        if (there != null && there.members().isEmpty()) {
            forget(followers);
        }
        return member;
    }

    /** {@code followers}' topic is followed no more. */
    void forget(Followers followers) {
        followed.remove(followers);
        followers.remove(this);
    }

    Collection<Member> members(Followers followers) {
        var there = followed.get(followers);
        return there == null ? List.of() : there.members().values();
    }

    /** What is followed. */
    Map<Followers, Followed> followed() {
        return Map.copyOf(followed);
    }

    /** Sends an event at the end of this turn. */
    void send(String topic, String epoch, Entry entry) {
        if (broken) {
            return;
        }
        if (packet == null) {
            packet = Packet.empty().put(id).put(++sent);
            turn.execute(this::flush);
        }
        packet.put(topic).put(epoch).put(entry.seq()).put(entry.body());
        if (packet.size() > FULL) {
            flush();
        }
    }

    private void flush() {
        if (packet != null) {
            var full = packet;
            packet = null;
            peers.ask(node, Question.EVENTS.name(), full.buffer()).onFailure(lost -> broken = true);
        }
    }

    /** Nothing more is sent; the other node opens another. */
    void cut() {
        broken = true;
    }
}
