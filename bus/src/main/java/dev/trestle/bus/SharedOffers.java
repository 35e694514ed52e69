package dev.trestle.bus;

import com.hazelcast.cluster.MembershipAdapter;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.core.EntryAdapter;
import com.hazelcast.core.EntryEvent;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.MapEvent;
import com.hazelcast.replicatedmap.ReplicatedMap;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;

/**
 * The offers of a cluster: a replicated map, so that every node reads its own copy.
 *
 * <p>An offer is written down as JSON, because nodes of two versions share the map during a rolling upgrade. Listeners run
 * on the cluster manager's threads. A member that leaves takes its offers with it: each survivor removes them, which is
 * harmless to do twice.
 */
final class SharedOffers implements Offers {

    private final Vertx vertx;
    private final WorkerDirectory directory;
    private final ReplicatedMap<String, String> map;

    SharedOffers(Vertx vertx, HazelcastInstance hazelcast, WorkerDirectory directory) {
        this.vertx = vertx;
        this.directory = directory;
        this.map = hazelcast.getReplicatedMap("trestle.offers");
        map.addEntryListener(new EntryAdapter<String, String>() {
            @Override
            public void onEntryEvent(EntryEvent<String, String> event) {
                follow();
            }

            @Override
            public void onMapEvent(MapEvent event) {
                follow();
            }
        });
        hazelcast.getCluster().addMembershipListener(new MembershipAdapter() {
            @Override
            public void memberRemoved(MembershipEvent event) {
                forget(Node.idOf(event.getMember().getUuid().toString()));
            }
        });
        follow();
    }

    @Override
    public Future<Void> add(Offer offer) {
        var json = new String(Wire.encode(offer), StandardCharsets.UTF_8);
        return blocking(() -> map.put(offer.key(), json));
    }

    @Override
    public Future<Void> remove(String key) {
        return blocking(() -> map.remove(key));
    }

    private Future<Void> blocking(Callable<String> change) {
        return vertx.executeBlocking(
                () -> {
                    change.call();
                    follow();
                    return null;
                },
                false);
    }

    private void forget(String node) {
        map.keySet().stream().filter(key -> key.endsWith("@" + node)).toList().forEach(map::remove);
        follow();
    }

    private synchronized void follow() {
        directory.follow(map.values().stream()
                .map(json -> Wire.decode(json.getBytes(StandardCharsets.UTF_8), Offer.class))
                .toList());
    }
}
