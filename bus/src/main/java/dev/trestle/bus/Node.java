package dev.trestle.bus;

import dev.trestle.wire.Failure;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.DeliveryOptions;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process on the bus: alone or a member of a cluster, with the same code on top.
 *
 * <p>A service beside Trestle starts here: {@code Node.join(cluster)}, then {@link Operations} to serve and
 * {@link #calls} to call.
 */
public final class Node {

    private static final Logger LOGGER = LoggerFactory.getLogger(Node.class);

    /** As often as that, and so long apart, a node tries again to join; a merge takes some seconds. */
    private static final int JOINS = 10;

    private static final int JOIN_PAUSE_SECONDS = 2;

    private final Vertx vertx;
    private final String id;
    private final WorkerDirectory directory = new WorkerDirectory();
    private final Meters meters = new Meters();
    private final Fence fence = new Fence();
    private final Owed owed;
    private final Map<String, Operations> served = new ConcurrentHashMap<>();
    private final Streams streams;
    private final Offers offers;
    private final Words words;
    private final Traces traces;

    private Node(Vertx vertx, Words words, Function<String, Traces> traces) {
        this.words = words;
        this.vertx = vertx;
        this.id = idOf(UUID.randomUUID().toString());
        this.traces = traces.apply(id);
        this.streams = new Streams(vertx, id, words);
        this.owed = new Owed(vertx, 0);
        this.offers = new LocalOffers(directory);
    }

    private Node(Vertx vertx, Registry registry, Cluster cluster, Words words, Function<String, Traces> traces) {
        this.words = words;
        this.vertx = vertx;
        this.id = idOf(registry.getNodeId());
        this.traces = traces.apply(id);
        this.streams = new Streams(vertx, id, words);
        this.owed = new Owed(vertx, cluster.peerBytes());
        owed.watch(this::toNode);
        streams.watch();
        fence.watch(vertx);
        Thaw.watch(vertx, registry);
        this.offers = new SharedOffers(vertx, registry, directory, members -> {
            fence.follow(members);
            owed.follow(members);
            streams.follow(members);
        });
    }

    /** A node without others, where nobody needs to vouch for a caller. */
    public static Node alone(VertxOptions options) {
        return alone(options, Words.none());
    }

    /** A node without others. */
    public static Node alone(VertxOptions options, Words words) {
        return alone(options, words, id -> Traces.NONE);
    }

    /** A node without others, which tells of its calls in those of {@code traces}, made with the node's id. */
    public static Node alone(VertxOptions options, Words words, Function<String, Traces> traces) {
        return new Node(Vertx.vertx(options), words, traces);
    }

    /** A node of a {@code cluster} in which nobody needs to vouch for a caller. */
    public static Future<Node> join(Cluster cluster, VertxOptions options) {
        return join(cluster, options, Words.none());
    }

    /** A node of a {@code cluster} whose nodes share the secret of {@code words}. */
    public static Future<Node> join(Cluster cluster, VertxOptions options, Words words) {
        return join(cluster, options, words, id -> Traces.NONE);
    }

    /** The same, which tells of its calls in those of {@code traces}, made with the node's id. */
    public static Future<Node> join(
            Cluster cluster, VertxOptions options, Words words, Function<String, Traces> traces) {
        return patiently(() -> attempt(cluster, options, words, traces), JOINS);
    }

    /** A cluster that merges after a split takes nobody in meanwhile, and who asks just then is turned away for good. */
    private static Future<Node> patiently(Supplier<Future<Node>> join, int left) {
        return join.get().recover(cause -> {
            if (left == 0 || !(cause instanceof IllegalStateException)) {
                return Future.failedFuture(cause);
            }
            LOGGER.atWarn().addKeyValue("cause", cause.getMessage()).log("the cluster takes nobody in; trying again");
            Promise<Node> joined = Promise.promise();
            CompletableFuture.delayedExecutor(JOIN_PAUSE_SECONDS, TimeUnit.SECONDS)
                    .execute(() -> patiently(join, left - 1).onComplete(joined));
            return joined.future();
        });
    }

    private static Future<Node> attempt(
            Cluster cluster, VertxOptions options, Words words, Function<String, Traces> traces) {
        Registry registry;
        try {
            registry = new Registry(cluster.hazelcast());
        } catch (UnknownHostException nobody) {
            return Future.failedFuture(nobody);
        }
        return Vertx.builder()
                .with(cluster.eventBus(options))
                .withClusterManager(registry)
                .buildClustered()
                .compose(vertx -> begin(vertx, () -> new Node(vertx, registry, cluster, words, traces)));
    }

    private static Future<Node> begin(Vertx vertx, Callable<Node> making) {
        // Of no context: those of a Vert.x that is closed run nothing more.
        Promise<Node> begun = Promise.promise();
        vertx.executeBlocking(making)
                .compose(node -> node.streams.listen().map(node))
                .onSuccess(begun::complete)
                .onFailure(cause -> vertx.close()
                        .onComplete(closed -> begun.fail(
                                new IllegalStateException("this node could not take its place: " + cause, cause))));
        return begun.future();
    }

    static String idOf(String member) {
        return "n-" + member;
    }

    /** Names this node in addresses, logs and {@code session.ready}. */
    public String id() {
        return id;
    }

    /** The Vert.x instance that everything on this node shares. */
    public Vertx vertx() {
        return vertx;
    }

    /** Which node serves what. */
    public WorkerDirectory directory() {
        return directory;
    }

    /** What this node counts. */
    public Meters meters() {
        return meters;
    }

    /** Calls in the name of {@code principal}. */
    public Calls calls(String principal) {
        return new Calls(this, principal);
    }

    /** Publishes on topics in the name of {@code principal}. */
    public Publisher publisher(String principal) {
        return new Publisher(this, principal);
    }

    /** Reads topics. */
    public TopicReader topics() {
        return new TopicReader(this);
    }

    /** The streams that begin or end on this node. */
    public Streams streams() {
        return streams;
    }

    /** Leaves the cluster and ends everything that runs on {@link #vertx()}. */
    public Future<Void> leave() {
        return vertx.close();
    }

    /** How callers are vouched for on this bus. */
    public Words words() {
        return words;
    }

    /** Where the calls of this node are told of. */
    public Traces traces() {
        return traces;
    }

    /** Options of a message to other nodes, which says that it is of this one. */
    DeliveryOptions toNode() {
        return words.ofNode(new DeliveryOptions(), id).addHeader(Headers.FROM, id);
    }

    /**
     * The node that a message with such {@code headers} is of.
     *
     * @throws Failure {@code FORBIDDEN} when they bring no word of it
     */
    String sender(MultiMap headers) {
        var from = headers.get(Headers.FROM);
        words.checkNode(headers, from);
        return from;
    }

    /** What this node serves, by address. */
    Map<String, Operations> served() {
        return served;
    }

    Owed owed() {
        return owed;
    }

    Fence fence() {
        return fence;
    }

    Offers offers() {
        return offers;
    }
}
