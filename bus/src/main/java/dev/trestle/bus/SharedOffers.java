package dev.trestle.bus;

import com.hazelcast.cluster.MembershipAdapter;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.core.EntryAdapter;
import com.hazelcast.core.EntryEvent;
import com.hazelcast.map.MapEvent;
import com.hazelcast.replicatedmap.ReplicatedMap;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The offers of a cluster: a replicated map, so that every node reads its own copy.
 *
 * <p>An offer is written down as JSON, because nodes of two versions share the map during a rolling upgrade. Listeners run
 * on the cluster manager's threads. Offers of nodes that are not members count for nothing. Not every change of the copy comes
 * with an event (the map also compares copies, and merges them after a split), hence a look every now and then, at which a node
 * removes what strangers left, which is harmless to do twice, and puts right its own and what the {@link Registry} has of it.
 */
final class SharedOffers implements Offers {

    static final String MAP = "trestle.offers";

    private static final Logger LOGGER = LoggerFactory.getLogger(SharedOffers.class);
    private static final long LOOK_EVERY_MS = 1_000;
    private static final int ATTEMPTS = 5;
    /** How long the other nodes have to hear that an offer is gone. */
    private static final long HEARD_MS = 500;

    /** An offer of this node. */
    private record Written(int term, String json) {}

    private final Vertx vertx;
    private final Registry registry;
    private final WorkerDirectory directory;
    private final Consumer<Set<String>> members;
    private final ReplicatedMap<String, String> map;
    private final Map<String, Written> own = new HashMap<>();
    private final AtomicBoolean looking = new AtomicBoolean();
    private Set<String> known = Set.of();

    /** Tells {@code members} which nodes there are, before the directory sends anybody to a new one. */
    SharedOffers(Vertx vertx, Registry registry, WorkerDirectory directory, Consumer<Set<String>> members) {
        this.vertx = vertx;
        this.registry = registry;
        this.directory = directory;
        this.members = members;
        this.map = registry.getHazelcastInstance().getReplicatedMap(MAP);
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
        registry.getHazelcastInstance().getCluster().addMembershipListener(new MembershipAdapter() {
            @Override
            public void memberAdded(MembershipEvent event) {
                follow();
            }

            @Override
            public void memberRemoved(MembershipEvent event) {
                follow();
            }
        });
        vertx.setPeriodic(LOOK_EVERY_MS, tick -> look());
        follow();
    }

    @Override
    public Future<Void> add(Offer offer) {
        var json = new String(Wire.encode(offer), StandardCharsets.UTF_8);
        return add(offer.key(), new Written(offer.term(), json), ATTEMPTS);
    }

    /** While the others deal with the death of one, it may take several attempts. */
    private Future<Void> add(String key, Written offer, int left) {
        return blocking(() -> put(key, offer))
                .recover(cause -> left == 1
                        ? Future.failedFuture(cause)
                        : vertx.timer(LOOK_EVERY_MS).compose(again -> add(key, offer, left - 1)));
    }

    /** Completes once the other nodes had time to hear. */
    @Override
    public Future<Void> remove(String key) {
        return blocking(() -> withdraw(key))
                .compose(gone -> vertx.timer(HEARD_MS))
                .mapEmpty();
    }

    /** Of offers that are made in short order, on several threads, the newest stays. */
    private void put(String key, Written offer) {
        synchronized (own) {
            var newest = own.merge(key, offer, (before, now) -> now.term() < before.term() ? before : now);
            map.put(key, newest.json());
        }
    }

    private void withdraw(String key) {
        synchronized (own) {
            own.remove(key);
            map.remove(key);
        }
    }

    /** One at a time: while the cluster manager has trouble, a look may take long. */
    private void look() {
        if (!looking.compareAndSet(false, true)) {
            return;
        }
        blocking(this::tidy)
                .compose(tidied -> registry.isWhole())
                .compose(
                        whole -> whole || !registry.isActive() ? Future.succeededFuture() : blocking(registry::restore))
                .onComplete(looked -> looking.set(false));
    }

    private void tidy() {
        var members = members();
        map.keySet().stream()
                .filter(key -> !members.contains(key.substring(key.indexOf('@') + 1)))
                .toList()
                .forEach(map::remove);
        synchronized (own) {
            own.forEach((key, offer) -> {
                if (!offer.json().equals(map.get(key))) {
                    map.put(key, offer.json());
                }
            });
        }
    }

    private Set<String> members() {
        return registry.getNodes().stream().map(Node::idOf).collect(Collectors.toSet());
    }

    private Future<Void> blocking(Runnable change) {
        return vertx.executeBlocking(
                () -> {
                    change.run();
                    follow();
                    return null;
                },
                false);
    }

    private synchronized void follow() {
        var now = members();
        var offers = map.values().stream()
                .flatMap(SharedOffers::read)
                .filter(offer -> now.contains(offer.node()))
                .toList();
        if (!now.containsAll(known)) {
            // Whoever hears that its call has failed with a node does not send the next one there.
            directory.follow(offers.stream()
                    .filter(offer -> known.contains(offer.node()))
                    .toList());
        }
        members.accept(now);
        directory.follow(offers);
        known = now;
    }

    private static Stream<Offer> read(String json) {
        try {
            return Stream.of(Wire.decode(json.getBytes(StandardCharsets.UTF_8), Offer.class));
        } catch (Failure unreadable) {
            LOGGER.atWarn().addKeyValue("offer", json).log("an offer that cannot be read is passed over");
            return Stream.empty();
        }
    }
}
