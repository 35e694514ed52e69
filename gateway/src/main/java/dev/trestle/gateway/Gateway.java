package dev.trestle.gateway;

import dev.trestle.bus.Node;
import dev.trestle.config.AccessConfig;
import dev.trestle.config.BridgeConfig;
import dev.trestle.config.GatewayConfig;
import dev.trestle.config.RedisConfig;
import dev.trestle.config.Settings;
import dev.trestle.gateway.access.Access;
import dev.trestle.gateway.access.Audit;
import dev.trestle.gateway.access.Proof;
import dev.trestle.gateway.bridge.redis.RedisBridge;
import dev.trestle.gateway.http.Routes;
import dev.trestle.gateway.socket.Handshake;
import dev.trestle.gateway.socket.Sockets;
import dev.trestle.gateway.tls.Certificate;
import dev.trestle.gateway.topic.TopicHub;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The edge of a node while it runs. */
public final class Gateway {

    private static final String BRIDGE = "topic/redis-bridge";

    private final Edge edge;
    private final String url;
    private final Map<String, String> dialects;
    private final List<GatewayVerticle> loops;
    private final Certificates certificates;

    private Gateway(
            Edge edge,
            String url,
            Map<String, String> dialects,
            List<GatewayVerticle> loops,
            Certificates certificates) {
        this.edge = edge;
        this.url = url;
        this.dialects = dialects;
        this.loops = loops;
        this.certificates = certificates;
    }

    /**
     * Opens the listeners on {@code node}; the future completes once clients can connect.
     *
     * @param access must hold the owner's token
     */
    public static Future<Gateway> start(Node node, Settings settings, AccessConfig access) {
        var config = settings.gateway();
        int count = config.eventLoops() == 0 ? Runtime.getRuntime().availableProcessors() : config.eventLoops();
        int all = count + Dialects.count(settings.dialects());
        var hub = new TopicHub(node, settings.topics(), settings.redis(), all);
        return Access.open(node.vertx(), access)
                .map(opened -> new Edge(node, config, opened, hub))
                .onSuccess(edge -> node.vertx()
                        .setPeriodic(
                                access.audit().repeatMs(), tick -> edge.audit().tell()))
                .compose(edge -> node.vertx()
                        .deployVerticle(hub)
                        .compose(ready -> BusPublications.serve(edge))
                        .compose(ready -> bridge(edge, settings.redis(), settings.bridge()))
                        .compose(ready -> Certificates.of(node, config))
                        .compose(certificates -> listen(edge, count, certificates.gateway())
                                .compose(loops -> Dialects.listen(edge, settings.dialects(), certificates)
                                        .map(spoken -> of(edge, loops, spoken, certificates)))));
    }

    /** Of all nodes, one publishes what comes over channels: the owner of a topic that is there for this alone. */
    private static Future<?> bridge(Edge edge, RedisConfig redis, BridgeConfig config) {
        return config.redis().isEmpty()
                ? Future.succeededFuture()
                : edge.node()
                        .vertx()
                        .deployVerticle(new RedisBridge(
                                edge, redis, config, () -> edge.topics().owns(BRIDGE)));
    }

    private static Gateway of(
            Edge edge, List<GatewayVerticle> loops, Map<String, GatewayVerticle> spoken, Certificates certificates) {
        var urls = new LinkedHashMap<String, String>();
        spoken.forEach((name, listener) -> urls.put(name, listener.url()));
        var all = Stream.concat(loops.stream(), spoken.values().stream()).toList();
        return new Gateway(edge, loops.get(0).url(), urls, all, certificates);
    }

    private static Future<List<GatewayVerticle>> listen(Edge edge, int count, Certificate certificate) {
        var config = edge.config();
        // A negative port is Vert.x's way to let all event loops share one free port.
        int port = config.port() == 0 ? -1 : config.port();
        var host = GatewayVerticle.inUrl(config.host());
        edge.boundTo(host, port);
        var loops = IntStream.range(0, count)
                .mapToObj(loop -> new GatewayVerticle(
                        edge, config.host(), port, certificate, (vertx, sockets) -> rooms(edge, vertx, sockets)))
                .toList();
        var started = loops.stream()
                .map(loop -> (Future<?>) edge.node().vertx().deployVerticle(loop))
                .toList();
        return Future.join(started).map(bound -> {
            edge.boundTo(host, loops.get(0).port());
            return loops;
        });
    }

    private static Handler<HttpServerRequest> rooms(Edge edge, Vertx vertx, Sockets sockets) {
        var handshake = new Handshake(edge, sockets);
        var routes = Routes.of(vertx, edge);
        return request -> {
            if (Handshake.isAskedBy(request)) {
                handshake.decide(request);
            } else {
                routes.handle(request);
            }
        };
    }

    /** Where each dialect that is spoken is, by its name. */
    public Map<String, String> dialects() {
        return dialects;
    }

    /** Where the listener is, with its real port. */
    public String url() {
        return url;
    }

    /**
     * Reads the files that {@code config} and {@code access} name, and those of certificates, and yields what puts all of it
     * in force; fails with a {@code ConfigException} when something in them is wrong. Who is connected keeps what they may
     * still have.
     */
    public Future<Runnable> prepare(GatewayConfig config, AccessConfig access) {
        var steps = new ArrayList<Future<Runnable>>();
        steps.add(edge.access().prepare(access));
        certificates.all().forEach(certificate -> steps.add(certificate.prepare()));
        return Future.all(steps).map(ready -> () -> {
            edge.use(config);
            steps.forEach(step -> step.result().run());
        });
    }

    /** Who did what is written there. */
    public Audit audit() {
        return edge.audit();
    }

    /** A ticket of the owner's for one handshake, good until it is used. */
    public String ticket() {
        Proof owner = edge.access().owner();
        return edge.tickets().issue(owner, Long.MAX_VALUE).ticket();
    }

    /** Takes nobody in any more, lets calls in flight end, and completes when every client is gone and others own its topics. */
    public Future<Void> drain() {
        edge.startDraining();
        long end = millis() + edge.config().drainMs();
        return all(GatewayVerticle::drain)
                .compose(left -> all(loop -> loop.close(end - millis())))
                .compose(closed -> edge.topics().leave())
                .onComplete(left -> edge.audit().tell());
    }

    private static long millis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    private Future<Void> all(Function<GatewayVerticle, Future<?>> step) {
        return Future.join(loops.stream().map(step).toList()).mapEmpty();
    }
}
