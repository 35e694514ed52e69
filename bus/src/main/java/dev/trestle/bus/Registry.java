package dev.trestle.bus;

import com.hazelcast.config.Config;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import io.vertx.core.Completable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.spi.cluster.NodeInfo;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the cluster has written down of this node: where it is, and which addresses it listens to.
 *
 * <p>Whoever sees a node leave strikes out what is written of it, and may be late: after a split has healed, the node is there
 * again by then, has written it down anew, and nobody would ever reach it. So a node looks whether all of it is still there. Any
 * thread may call.
 */
final class Registry extends HazelcastClusterManager {

    private static final Logger LOGGER = LoggerFactory.getLogger(Registry.class);

    private static final int ATTEMPTS = 5;
    private static final Executor LATER = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

    private record Entry(String address, RegistrationInfo registration) {}

    private final Set<Entry> entries = ConcurrentHashMap.newKeySet();

    /** Nothing is written down yet. */
    Registry(Config config) {
        super(config);
    }

    /** While the others deal with the death of one, it may take several attempts. */
    @Override
    public void addRegistration(String address, RegistrationInfo registration, Completable<Void> promise) {
        add(address, registration, promise, ATTEMPTS);
    }

    private void add(String address, RegistrationInfo registration, Completable<Void> promise, int left) {
        super.addRegistration(address, registration, (done, failure) -> {
            if (failure != null && left > 1) {
                LATER.execute(() -> add(address, registration, promise, left - 1));
                return;
            }
            if (failure == null && !registration.localOnly()) {
                entries.add(new Entry(address, registration));
            }
            promise.complete(done, failure);
        });
    }

    @Override
    public void removeRegistration(String address, RegistrationInfo registration, Completable<Void> promise) {
        var entry = new Entry(address, registration);
        entries.remove(entry);
        super.removeRegistration(address, registration, (done, failure) -> {
            // It was perhaps not written down yet when this began.
            entries.remove(entry);
            promise.complete(done, failure);
        });
    }

    /** Whether all of it is there. */
    Future<Boolean> isWhole() {
        Promise<NodeInfo> place = Promise.promise();
        getNodeInfo(getNodeId(), place);
        var found = entries.stream().map(this::isThere).toList();
        return place.future()
                .compose(there -> Future.all(found))
                .map(all -> !all.<Boolean>list().contains(false))
                .otherwise(false);
    }

    private Future<Boolean> isThere(Entry entry) {
        Promise<List<RegistrationInfo>> all = Promise.promise();
        getRegistrations(entry.address(), all);
        return all.future().map(there -> there.contains(entry.registration()) || !entries.contains(entry));
    }

    /** Writes all of it down again, as the cluster manager does by itself when a split is over, but never later; blocks. */
    void restore() {
        stateChanged(new LifecycleEvent(LifecycleState.MERGED));
        LOGGER.atWarn().log("others had struck this node out of the cluster's registry; it is written down again");
    }
}
