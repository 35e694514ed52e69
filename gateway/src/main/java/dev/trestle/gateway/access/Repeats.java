package dev.trestle.gateway.access;

import dev.trestle.gateway.access.AuditLine.Kind;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** What may happen again and again: it has a line at once, and from then on one that says how often whenever that is asked. */
final class Repeats {

    /** Beyond so many kinds, it is no more told apart where they come from. */
    private static final int KINDS = 10_000;

    private record Tally(AuditLine latest, long untold) {

        Tally and(AuditLine line) {
            return new Tally(line, untold + 1);
        }
    }

    private final Map<Kind, Tally> tallies = new ConcurrentHashMap<>();
    private final Consumer<AuditLine> write;

    Repeats(Consumer<AuditLine> write) {
        this.write = write;
    }

    /** It has happened. */
    void add(AuditLine line) {
        var kind = line.kind();
        boolean many = tallies.size() >= KINDS && !tallies.containsKey(kind);
        var tally =
                tallies.merge(many ? kind.anywhere() : kind, new Tally(line, 0), (before, first) -> before.and(line));
        if (tally.untold() == 0) {
            write.accept(line);
        }
    }

    /** Writes how often what has happened since the last time; what has not is forgotten. */
    void tell() {
        tallies.keySet()
                .forEach(kind -> tallies.computeIfPresent(kind, (same, tally) -> {
                    if (tally.untold() == 0) {
                        return null;
                    }
                    write.accept(tally.latest().repeated(tally.untold()));
                    return new Tally(tally.latest(), 0);
                }));
    }
}
