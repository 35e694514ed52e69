package dev.trestle.gateway;

import dev.trestle.bus.Node;
import dev.trestle.config.GatewayConfig;
import dev.trestle.gateway.access.Access;
import dev.trestle.gateway.access.Attendance;
import dev.trestle.gateway.access.Audit;
import dev.trestle.gateway.access.Entrance;
import dev.trestle.gateway.access.Principal;
import dev.trestle.gateway.access.Rates;
import dev.trestle.gateway.access.Tickets;
import dev.trestle.gateway.call.Dispatch;
import dev.trestle.gateway.socket.Backlog;
import dev.trestle.gateway.socket.FrameReader;
import dev.trestle.gateway.socket.StrictJson;
import dev.trestle.gateway.topic.TopicHub;
import dev.trestle.gateway.topic.TopicOperations;
import dev.trestle.wire.Failure;
import io.vertx.core.http.HttpServerRequest;

/** What the event loops of one gateway share. Everything here may be used from any thread. */
public final class Edge {

    /** Where the listener is, as it stands in URLs. */
    private record Place(String host, int port) {}

    private final Node node;
    private volatile GatewayConfig config;
    private final Access access;
    private final Audit audit;
    private final Rates rates;
    private final Attendance attendance;
    private final Tickets tickets;
    private final Backlog backlog;
    private final Metrics metrics;
    private final TopicHub topics;
    private final TopicOperations topicOperations;
    private final Dispatch dispatch;
    private final FrameReader reader;
    private volatile Place place;
    private volatile Entrance entrance;
    private volatile boolean draining;

    Edge(Node node, GatewayConfig config, Access access, TopicHub topics) {
        this.node = node;
        this.config = config;
        this.access = access;
        this.audit = new Audit(node.id());
        this.rates = new Rates(config.rates());
        this.attendance = new Attendance(this::limits);
        this.tickets = new Tickets(this::limits);
        this.backlog = new Backlog(() -> limits().queueBytesTotal());
        this.metrics = new Metrics(node.meters().registry(), backlog::bytes);
        this.topics = topics;
        this.topicOperations = new TopicOperations(topics, node.directory());
        this.dispatch = new Dispatch(node, metrics, topicOperations, audit, rates);
        this.reader = new FrameReader(new StrictJson(config.limits().jsonDepth()));
    }

    /** The port is known only once the listener is bound. */
    void boundTo(String host, int port) {
        place = new Place(host, port);
        use(config);
    }

    /** From now on by {@code latest}, which says where clients may come from and what each may cost. */
    void use(GatewayConfig latest) {
        entrance = new Entrance(latest, place.host(), place.port());
        if (!latest.rates().equals(config.rates())) {
            rates.use(latest.rates());
        }
        config = latest;
    }

    private GatewayConfig.Limits limits() {
        return config.limits();
    }

    void startDraining() {
        draining = true;
    }

    public Node node() {
        return node;
    }

    public GatewayConfig config() {
        return config;
    }

    public Access access() {
        return access;
    }

    public Audit audit() {
        return audit;
    }

    public Rates rates() {
        return rates;
    }

    /** Who is connected, as far as that is limited. */
    public Attendance attendance() {
        return attendance;
    }

    /** What is asked of whoever comes. */
    public Entrance entrance() {
        return entrance;
    }

    /**
     * Refuses {@code request} where nobody may come in so, and has that written down.
     *
     * @throws Failure that says why
     */
    public void admit(HttpServerRequest request) {
        var from = entrance.client(request);
        watched(from, () -> {
            attendance.checkAddress(from);
            entrance.checkHost(request);
            entrance.checkOrigin(request);
        });
    }

    /**
     * As {@link #admit}, one more connection of {@code who}, {@code null} for one who has yet to prove it.
     *
     * @throws Failure {@code RATE_LIMITED}
     */
    public void seat(HttpServerRequest request, Principal who) {
        var from = entrance.client(request);
        watched(from, () -> {
            attendance.checkAddress(from);
            if (who != null) {
                attendance.check(who);
            }
        });
    }

    /** As {@link #admit}, for what everybody may read who knows by which name. */
    public void admitReader(HttpServerRequest request) {
        watched(entrance.client(request), () -> entrance.checkHost(request));
    }

    private void watched(String from, Runnable check) {
        try {
            check.run();
        } catch (Failure refused) {
            audit.turnedAway(from, refused);
            throw refused;
        }
    }

    public Tickets tickets() {
        return tickets;
    }

    public Backlog backlog() {
        return backlog;
    }

    public Metrics metrics() {
        return metrics;
    }

    public TopicHub topics() {
        return topics;
    }

    public TopicOperations topicOperations() {
        return topicOperations;
    }

    public Dispatch dispatch() {
        return dispatch;
    }

    public FrameReader reader() {
        return reader;
    }

    /** Whether this gateway is on its way out and takes nobody in any more. */
    public boolean draining() {
        return draining;
    }
}
