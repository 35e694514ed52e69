package dev.trestle.gateway.socket;

import dev.trestle.bus.Streams;
import dev.trestle.bus.Wire;
import dev.trestle.wire.Search;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the calls of one socket report while they run. Each such call gets a stream of its own, and what comes on it goes out
 * as {@code topic.event}s; more is let in only as the client reads what went out.
 */
final class Reports {

    /** The operations that report, and the last part of the topic. */
    private static final Map<String, String> TOPICS = Map.of(Search.SEARCH.name(), "search");

    private final Streams streams;
    private final Outbox outbox;
    private final Set<Report> open = new HashSet<>();

    Reports(Streams streams, Outbox outbox) {
        this.streams = streams;
        this.outbox = outbox;
    }

    /** Listens to a call of {@code operation} in {@code workspace}; {@code null} when such a call reports nothing. */
    Report of(String operation, String workspace) {
        var kind = TOPICS.get(operation);
        if (kind == null) {
            return null;
        }
        var report = new Report(Wire.encode("workspace/" + workspace + "/" + kind), outbox, open::remove);
        open.add(report);
        report.listen(streams);
        return report;
    }

    /** The client has read: more may come. */
    void resume() {
        if (!open.isEmpty()) {
            List.copyOf(open).forEach(Report::resume);
        }
    }

    /** Nobody listens any more. */
    void end() {
        List.copyOf(open).forEach(Report::close);
    }
}
