package dev.trestle.gateway.topic;

import dev.trestle.wire.Topics.Member;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who follows one topic: the members, and how many of them get its events as they come, for each event loop. */
final class Followers {

    /** Most topics have one; a map for one member is four times as small as the default. */
    private static final int FEW = 1;

    private final Map<String, Member> members = new LinkedHashMap<>(FEW);
    private final int[] live;

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

    int size() {
        return members.size();
    }

    List<Member> members() {
        return List.copyOf(members.values());
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
