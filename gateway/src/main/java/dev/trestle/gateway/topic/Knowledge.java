package dev.trestle.gateway.topic;

import dev.trestle.wire.Topics.Position;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The newest event of each topic that anybody can have heard of. Redis may have lost the end of a topic when it comes back;
 * whoever has been the topic's owner all along can tell. On the topics' loop.
 */
final class Knowledge {

    private static final Position NOTHING = new Position("", 0);

    private final int limit;
    private final Map<String, Position> newest = new LinkedHashMap<>(16, 0.75f, true);

    /** Of at most {@code limit} topics: those that were used last. */
    Knowledge(int limit) {
        this.limit = limit;
    }

    /** The newest event of {@code topic}; with an empty epoch when none is known. */
    Position of(String topic) {
        return newest.getOrDefault(topic, NOTHING);
    }

    boolean has(String topic) {
        return newest.containsKey(topic);
    }

    /** Everything up to {@code place} was there. */
    void learn(String topic, Position place) {
        newest.merge(topic, place, (before, now) -> isBehind(now, before) ? before : now);
        if (newest.size() > limit) {
            var eldest = newest.keySet().iterator();
            eldest.next();
            eldest.remove();
        }
    }

    /** Whether {@code place} is before what is known of {@code topic}, in one epoch. */
    boolean isAhead(String topic, Position place) {
        return isBehind(place, of(topic));
    }

    private static boolean isBehind(Position place, Position other) {
        return place.epoch().equals(other.epoch()) && place.seq() < other.seq();
    }
}
