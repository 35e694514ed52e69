package dev.trestle.gateway.socket;

import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The bytes that wait for clients who do not read, over all sockets of this node. Above the limit the socket with the most
 * is given up, so that many slow readers cost no more than one limit says. Shared by all event loops.
 */
public final class Backlog {

    private final LongSupplier limit;
    private final Map<ClientSocket, Long> clogged = new ConcurrentHashMap<>();
    private final AtomicLong total = new AtomicLong();

    public Backlog(LongSupplier limit) {
        this.limit = limit;
    }

    /** Bytes that wait now. */
    public long bytes() {
        return total.get();
    }

    /** {@code socket} has more waiting than its queue should hold. */
    void report(ClientSocket socket, long waiting) {
        var before = clogged.put(socket, waiting);
        long allowed = limit.getAsLong();
        if (total.addAndGet(waiting - (before == null ? 0 : before)) > allowed) {
            clogged.entrySet().stream()
                    .max(Comparator.comparingLong(Map.Entry::getValue))
                    .ifPresent(most -> most.getKey().giveUp("more than " + allowed + " bytes wait for slow readers"));
        }
    }

    /** {@code socket} has caught up or is gone. */
    void forget(ClientSocket socket) {
        var before = clogged.remove(socket);
        total.addAndGet(before == null ? 0 : -before);
    }
}
