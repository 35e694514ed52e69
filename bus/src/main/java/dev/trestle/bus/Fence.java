package dev.trestle.bus;

import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * Notices when this process stood still for so long that the others have given its work away: stopped by a signal, by its
 * machine, by a collection of garbage. Or when it was cut off from those who give it work.
 *
 * <p>What it was asked before then must not happen any more, since another node may have done it or something later. So
 * each standstill begins a new term; calls carry the term of the offer that they were sent by, and one of a former term is
 * refused, when it arrives and again before it changes anything. It is measured on this node's own clock alone: clocks of
 * two machines need not agree.
 *
 * <p>Who is cut off goes on, and its clock shows nothing. But as the others lose sight of it, it loses sight of them: what
 * they asked before then must not happen any more either, even when they are back. Both notice within a second of each
 * other, no sooner. Any thread may call.
 */
final class Fence {

    /** Sooner than the others take a silent node for dead, so that no moment has two owners. */
    private static final long STANDSTILL = TimeUnit.SECONDS.toNanos(Cluster.FAILURE_DETECTION_SECONDS - 1);

    private static final long TICK_MS = 250;

    private final List<Runnable> onNewTerm = new CopyOnWriteArrayList<>();
    private final Map<String, Object> ties = new ConcurrentHashMap<>();
    private volatile long seen = System.nanoTime();
    private volatile int term = 1;
    private volatile boolean watching;

    /** From now on looks at the clock, until {@code vertx} is closed; who is alone loses no work to others. */
    void watch(Vertx vertx) {
        look();
        watching = true;
        vertx.setPeriodic(TICK_MS, tick -> look());
    }

    /** The term there is now. */
    int term() {
        if (watching && System.nanoTime() - seen > STANDSTILL) {
            look();
        }
        return term;
    }

    /** Runs {@code action} at the beginning of each further term. */
    void onNewTerm(Runnable action) {
        onNewTerm.add(action);
    }

    /** From now on these are the nodes there are. */
    void follow(Set<String> nodes) {
        ties.keySet().retainAll(nodes);
        nodes.forEach(node -> ties.computeIfAbsent(node, any -> new Object()));
    }

    /** What holds for as long as {@code node} is in sight without a break; {@code null} when it is not. */
    Object tie(String node) {
        return node == null ? null : ties.get(node);
    }

    private void look() {
        boolean stood;
        synchronized (this) {
            long now = System.nanoTime();
            stood = watching && now - seen > STANDSTILL;
            term += stood ? 1 : 0;
            seen = now;
        }
        if (stood) {
            onNewTerm.forEach(Runnable::run);
        }
    }
}
