package dev.trestle.bus;

import com.hazelcast.cluster.MembershipAdapter;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.core.EntryAdapter;
import com.hazelcast.core.EntryEvent;
import com.hazelcast.map.IMap;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The offers of a cluster: a map of it, and a copy on every node, so that placing a call asks nobody.
 *
 * <p>An offer is written down as JSON, because nodes of two versions share the map during a rolling upgrade. Listeners run
 * on the cluster manager's threads. Offers of nodes that are not members count for nothing. Events may be lost, and the map may
 * lose or mix up what it holds while nodes die and splits heal; hence a look every now and then, at which a node reads the map,
 * removes what strangers left, which is harmless to do twice, and puts right its own and what the {@link Registry} has of it.
 */
final class SharedOffers implements Offers {

    static final String MAP = "trestle.offers";

    private static final Logger LOGGER = LoggerFactory.getLogger(SharedOffers.class);
    private static final long LOOK_EVERY_MS = 1_000;
    /** How long the other nodes have to hear that an offer is gone. */
    private static final long HEARD_MS = 500;

    /** An offer of this node. */
    private record Written(int term, String json) {}

    private final Vertx vertx;
    private final Registry registry;
    private final WorkerDirectory directory;
    private final Consumer<Set<String>> members;
    private final String me;
    private final IMap<String, String> map;
    /** Of this node, which knows better than the map. */
    private final Map<String, Written> own = new ConcurrentHashMap<>();

    private final AtomicBoolean looking = new AtomicBoolean();
    private Map<String, String> copy = new HashMap<>();
    private long events;
    private Set<String> known = Set.of();

    /** Tells {@code members} which nodes there are, before the directory sends anybody to a new one; blocks. */
    SharedOffers(Vertx vertx, Registry registry, WorkerDirectory directory, Consumer<Set<String>> members) {
        this.vertx = vertx;
        this.registry = registry;
        this.directory = directory;
        this.members = members;
        this.me = Node.idOf(registry.getNodeId());
        this.map = registry.getHazelcastInstance().getMap(MAP);
        map.addEntryListener(
                new EntryAdapter<String, String>() {
                    @Override
                    public void onEntryEvent(EntryEvent<String, String> event) {
                        hear(event.getKey(), event.getValue());
                    }
                },
                true);
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
        tidy();
    }

    @Override
    public Future<Void> add(Offer offer) {
        var json = new String(Wire.encode(offer), StandardCharsets.UTF_8);
        return blocking(() -> put(offer.key(), new Written(offer.term(), json)));
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
            map.set(key, newest.json());
        }
        follow();
    }

    private void withdraw(String key) {
        synchronized (own) {
            own.remove(key);
            map.delete(key);
        }
        follow();
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
        long before = events();
        var read = new HashMap<String, String>();
        map.entrySet().forEach(entry -> read.put(entry.getKey(), entry.getValue()));
        learn(before, read);
        var members = members();
        read.keySet().stream().filter(key -> !members.contains(nodeOf(key))).forEach(map::delete);
        synchronized (own) {
            own.forEach((key, offer) -> {
                if (!offer.json().equals(read.get(key))) {
                    map.set(key, offer.json());
                }
            });
        }
    }

    private Set<String> members() {
        return registry.getNodes().stream().map(Node::idOf).collect(Collectors.toSet());
    }

    private static String nodeOf(String key) {
        return key.substring(key.indexOf('@') + 1);
    }

    private Future<Void> blocking(Runnable change) {
        return vertx.executeBlocking(
                () -> {
                    change.run();
                    return null;
                },
                false);
    }

    /** The map has {@code json} at {@code key} now, or nothing. */
    private synchronized void hear(String key, String json) {
        events++;
        if (json == null) {
            copy.remove(key);
        } else {
            copy.put(key, json);
        }
        follow();
    }

    private synchronized long events() {
        return events;
    }

    /** What was read, unless something was heard since, when there were so many events: that may be newer. */
    private synchronized void learn(long before, Map<String, String> read) {
        if (before == events) {
            copy = read;
        }
        follow();
    }

    private synchronized void follow() {
        var now = members();
        var all = new HashMap<>(copy);
        all.keySet().removeIf(key -> nodeOf(key).equals(me));
        own.forEach((key, offer) -> all.put(key, offer.json()));
        var offers = all.values().stream()
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
