package dev.trestle.gateway.topic;

import dev.trestle.gateway.topic.TopicLog.Entry;
import dev.trestle.gateway.topic.TopicLog.Page;
import dev.trestle.wire.Topics.Gap;
import dev.trestle.wire.Topics.Position;
import java.util.List;

/**
 * What a subscriber gets out of the log at a time.
 *
 * @param end where it stands afterwards
 * @param gap what it has missed for ever, or {@code null}
 * @param entries what it gets
 * @param complete whether nothing follows that is there already
 */
record Part(Position end, Gap gap, List<Entry> entries, boolean complete) {

    /** Nothing: a subscriber begins with whatever comes next. */
    static Part ofNothing(Page page) {
        return new Part(new Position(page.epoch(), page.last()), null, List.of(), true);
    }

    /** The part of {@code topic} that {@code page}, read after {@code place}, holds for one who stands there. */
    static Part of(String topic, Position place, Page page) {
        boolean sameLine = page.epoch().equals(place.epoch()) && place.seq() <= page.last();
        if (!sameLine) {
            var gap = new Gap(topic, page.epoch(), 1, page.last());
            return new Part(new Position(page.epoch(), page.last()), gap, List.of(), true);
        }
        long next = place.seq() + 1;
        var gap = page.first() > next ? new Gap(topic, page.epoch(), next, page.first() - 1) : null;
        var entries = page.entries();
        // What is read may be gone again: then the gap reaches to the end.
        long reached = entries.isEmpty()
                ? Math.max(place.seq(), page.first() - 1)
                : entries.get(entries.size() - 1).seq();
        return new Part(new Position(page.epoch(), reached), gap, entries, reached == page.last());
    }

    /** The same, and something follows that is there already. */
    Part andMore() {
        return new Part(end, gap, entries, false);
    }
}
