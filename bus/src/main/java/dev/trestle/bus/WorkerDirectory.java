package dev.trestle.bus;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Operation;
import dev.trestle.wire.Protocol;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/**
 * Which node serves what, and which node a call goes to.
 *
 * <p>Every node with worker roles writes its {@link Offer}s into one map of the cluster; every node follows that map. A
 * workspace's service lives on the node that rendezvous hashing picks among those that offer it, so all callers agree
 * without asking, and a node that comes or goes moves only its own workspaces.
 *
 * <p>Reads are of an immutable view and cost no lock; any thread may call.
 */
public final class WorkerDirectory {

    private volatile Map<String, List<Offer>> byService = Map.of();
    private volatile Set<String> seen = Set.of();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** Replaces the view by these offers. */
    void follow(Collection<Offer> offers) {
        replace(offers);
        listeners.forEach(Runnable::run);
    }

    private synchronized void replace(Collection<Offer> offers) {
        var names = new HashSet<>(seen);
        offers.forEach(offer -> names.addAll(offer.workspaces()));
        names.remove(Offer.ANY);
        seen = names;
        byService = offers.stream().collect(Collectors.groupingBy(Offer::service));
    }

    /** Runs {@code listener} whenever the view was replaced, also by the same; on any thread. */
    void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** The nodes that offer {@code service} now, in alphabetical order. */
    List<String> nodes(String service) {
        return byService.getOrDefault(service, List.of()).stream()
                .map(Offer::node)
                .sorted()
                .toList();
    }

    /** Whether somebody serves {@code operation} now, or it is one of Trestle's own. */
    public boolean knows(String operation) {
        return Protocol.operation(operation).isPresent()
                || offers(operation).stream().anyMatch(offer -> offer.serves(operation));
    }

    /** Every operation that is served now, in alphabetical order. */
    public Collection<String> operations() {
        var names = new TreeSet<String>();
        byService.values().forEach(offers -> offers.forEach(offer -> names.addAll(offer.operations())));
        return names;
    }

    /** Every workspace that is hosted now, with the services that serve it, both in alphabetical order. */
    public SortedMap<String, Collection<String>> workspaces() {
        var services = new TreeMap<String, Collection<String>>();
        all().forEach(offer -> offer.workspaces().stream()
                .filter(id -> !id.equals(Offer.ANY))
                .forEach(id -> services.computeIfAbsent(id, any -> new TreeSet<>())));
        services.forEach((id, served) -> all().stream()
                .filter(offer -> offer.hosts(id) && offer.servesClients())
                .forEach(offer -> served.add(offer.service())));
        return services;
    }

    /** Whether some node names {@code workspace} as its own, or one that has left did: that is away, not unknown. */
    public boolean hosts(String workspace) {
        return seen.contains(workspace);
    }

    /** Whether nothing was heard of any workspace: a node that has just started, or is alone, cannot tell which there are. */
    public boolean knowsNothing() {
        return seen.isEmpty();
    }

    /**
     * The address of the node that serves {@code operation} for {@code workspace}.
     *
     * @throws Failure {@code UNAVAILABLE} when nobody serves the operation there now, {@code NOT_FOUND} when it is served
     *     and no node knows the workspace
     */
    public String place(String operation, String workspace) {
        return place(operation, Target.workspace(workspace)).address();
    }

    /** Every node that can serve {@code operation} for {@code workspace} now, whichever of them a call would go to. */
    public List<Target> places(String operation, String workspace) {
        return offers(operation).stream()
                .filter(offer -> offer.serves(operation) && offer.hosts(workspace))
                .map(offer -> new Target(workspace, offer.node()))
                .toList();
    }

    /**
     * The offer of the node that {@code target} means.
     *
     * @throws Failure as {@link #place(String, String)}, and {@code NOT_FOUND} when the only node that will do is not there
     */
    Offer place(String operation, Target target) {
        return target.node() == null ? placeAnywhere(operation, target.workspace()) : placeOn(operation, target);
    }

    private Offer placeOn(String operation, Target target) {
        return offers(operation).stream()
                .filter(offer -> offer.node().equals(target.node()))
                .filter(offer -> offer.serves(operation) && offer.hosts(target.workspace()))
                .findFirst()
                .orElseThrow(() -> new Failure(ErrorCode.NOT_FOUND, "what the call is about is not there any more"));
    }

    private Offer placeAnywhere(String operation, String workspace) {
        Offer best = null;
        long bestWeight = 0;
        for (Offer offer : offers(operation)) {
            if (!offer.serves(operation) || !offer.hosts(workspace)) {
                continue;
            }
            long weight = weight(offer.node(), workspace);
            if (best == null || Long.compareUnsigned(weight, bestWeight) > 0) {
                best = offer;
                bestWeight = weight;
            }
        }
        if (best == null) {
            boolean served = offers(operation).stream().anyMatch(offer -> offer.serves(operation));
            throw served && !hosts(workspace)
                    ? new Failure(ErrorCode.NOT_FOUND, "no such workspace: " + workspace)
                    : new Failure(ErrorCode.UNAVAILABLE, "nobody serves " + operation + " for this workspace now");
        }
        return best;
    }

    private List<Offer> offers(String operation) {
        return operation.indexOf('.') < 0
                ? List.of()
                : byService.getOrDefault(Operation.serviceOf(operation), List.of());
    }

    private List<Offer> all() {
        return byService.values().stream().flatMap(List::stream).toList();
    }

    /** The weight of rendezvous hashing: SplitMix64's finalizer spreads the two string hashes over 64 bits. */
    static long weight(String node, String workspace) {
        long z = ((long) node.hashCode() << 32) ^ Objects.hash(workspace, node);
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
