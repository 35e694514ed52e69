package dev.trestle.gateway.topic;

import dev.trestle.wire.Topics.Member;
import dev.trestle.wire.Topics.Position;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who follows one topic: the members on this node, how many of them get its events as they come, for each event loop, and
 * the other nodes, where this one owns the topic.
 */
final class Followers {

    /** Most topics have one; a map for one member is four times as small as the default. */
    private static final int FEW = 1;

    private final Map<String, Member> members = new LinkedHashMap<>(FEW);
    private final int[] live;
    private List<Channel> channels = List.of();
    private Position known;

    Followers(int loops) {
        live = new int[loops];
    }

    /** Whether {@code member} was not there before. */
    boolean enter(Member member) {
        return members.putIfAbsent(member.connectionId(), member) == null;
    }

    /** The member that leaves, or {@code null}. */
    Member exit(String connection) {
        return members.remove(connection);
    }

    /** Those on this node. */
    Collection<Member> members() {
        return members.values();
    }

    /** Whether nobody here or there follows. */
    boolean isEmpty() {
        return members.isEmpty() && channels.isEmpty();
    }

    /** The other nodes that get its events. */
    List<Channel> channels() {
        return channels;
    }

    void add(Channel channel) {
        if (!channels.contains(channel)) {
            channels = channels.isEmpty() ? new ArrayList<>(FEW) : channels;
            channels.add(channel);
        }
    }

    void remove(Channel channel) {
        if (!channels.isEmpty()) {
            channels.remove(channel);
        }
    }

    /** The last event that its owner, another node, has told of; {@code null} when this node owns it. */
    Position known() {
        return known;
    }

    void know(Position place) {
        known = place;
    }

    /** Whether {@code place} says nothing new. */
    boolean knows(Position place) {
        return known != null && known.epoch().equals(place.epoch()) && known.seq() >= place.seq();
    }

    void add(Deliveries loop) {
        live[loop.loop()]++;
    }

    void remove(Deliveries loop) {
        live[loop.loop()]--;
    }

    boolean liveOn(Deliveries loop) {
        return live[loop.loop()] > 0;
    }

    boolean anyLive() {
        for (int count : live) {
            if (count > 0) {
                return true;
            }
        }
        return false;
    }
}
