package dev.trestle.bus;

import com.hazelcast.cluster.Cluster;
import com.hazelcast.cluster.ClusterState;
import io.vertx.core.Vertx;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the standstill of a cluster whose merge was cut short.
 *
 * <p>When a split is over, Hazelcast freezes the side that is to join the other: nobody else may join it, and what a node owned
 * that dies has no new owner. If the node that leads the merge dies before the others have left with it, they stay frozen
 * for good, and merge with nobody. Nothing of Trestle's freezes a cluster, so whoever is the oldest then thaws it. On an
 * event loop.
 */
final class Thaw {

    private static final Logger LOGGER = LoggerFactory.getLogger(Thaw.class);

    private static final long LOOK_MS = 1_000;

    /** A merge that goes on is over sooner. */
    private static final int LOOKS = 10;

    private final Vertx vertx;
    private final Registry registry;
    private final Cluster cluster;
    private int frozen;

    private Thaw(Vertx vertx, Registry registry) {
        this.vertx = vertx;
        this.registry = registry;
        this.cluster = registry.getHazelcastInstance().getCluster();
    }

    /** From now on looks at the cluster of {@code registry}, until {@code vertx} is closed. */
    static void watch(Vertx vertx, Registry registry) {
        var thaw = new Thaw(vertx, registry);
        vertx.setPeriodic(LOOK_MS, tick -> thaw.look());
    }

    private void look() {
        frozen = registry.isActive() && cluster.getClusterState() != ClusterState.ACTIVE ? frozen + 1 : 0;
        if (frozen >= LOOKS && cluster.getMembers().iterator().next().localMember()) {
            frozen = 0;
            vertx.executeBlocking(this::thaw, false)
                    .onFailure(cause -> LOGGER.atWarn()
                            .addKeyValue("cause", cause.getMessage())
                            .log("the cluster is frozen and cannot be thawed; trying again"));
        }
    }

    private Void thaw() {
        cluster.changeClusterState(ClusterState.ACTIVE);
        LOGGER.warn("a merge of the cluster was cut short and had left it frozen; it goes on");
        return null;
    }
}
