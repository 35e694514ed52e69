package dev.trestle.bus;

import io.vertx.core.Vertx;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
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
 * <p>Who is cut off goes on, and its clock shows nothing. But as the others lose sight of it, it loses sight of them, within
 * a second or so: calls of a node that is lost are refused, and when one that has called comes back, a new term begins, since
 * what it sent before may still be on its way. Any thread may call.
 */
final class Fence {

    /** Sooner than the others take a silent node for dead, so that no moment has two owners. */
    private static final long STANDSTILL = TimeUnit.SECONDS.toNanos(Cluster.FAILURE_DETECTION_SECONDS - 1);

    private static final long TICK_MS = 250;

    /** Nodes that end do not come back: the oldest are forgotten. */
    private static final int MOST_LOST = 1_000;

    private final List<Runnable> onNewTerm = new CopyOnWriteArrayList<>();
    private final Set<String> callers = ConcurrentHashMap.newKeySet();
    private volatile Set<String> nodes = Set.of();
    private volatile Set<String> lost = Set.of();
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

    /** A call has come from {@code node}, which may be {@code null}. */
    void calledBy(String node) {
        if (node != null && nodes.contains(node)) {
            callers.add(node);
        }
    }

    /** Whether {@code node}, which may be {@code null}, was there and is out of sight. */
    boolean isLost(String node) {
        return node != null && lost.contains(node);
    }

    /** Runs {@code action} at the beginning of each further term. */
    void onNewTerm(Runnable action) {
        onNewTerm.add(action);
    }

    /** From now on these are the nodes there are; to be told before anybody is sent to a new one. */
    void follow(Set<String> now) {
        if (now.equals(nodes)) {
            return;
        }
        boolean back;
        synchronized (this) {
            var missing = new LinkedHashSet<>(lost);
            missing.addAll(nodes);
            missing.removeAll(now);
            var returned = new HashSet<>(now);
            returned.retainAll(lost);
            back = callers.stream().anyMatch(returned::contains);
            term += back ? 1 : 0;
            nodes = now;
            lost = newest(missing);
            callers.removeIf(caller -> !now.contains(caller) && !lost.contains(caller));
        }
        if (back) {
            onNewTerm.forEach(Runnable::run);
        }
    }

    private static Set<String> newest(Set<String> missing) {
        return missing.stream()
                .skip(Math.max(0, missing.size() - MOST_LOST))
                .collect(LinkedHashSet::new, Set::add, Set::addAll);
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
