package dev.trestle.gateway;

import dev.trestle.bus.Node;
import dev.trestle.config.GatewayConfig;
import dev.trestle.gateway.access.Access;
import dev.trestle.gateway.access.Audit;
import dev.trestle.gateway.access.Headcount;
import dev.trestle.gateway.access.Origins;
import dev.trestle.gateway.access.Principal;
import dev.trestle.gateway.access.Proxies;
import dev.trestle.gateway.access.Rates;
import dev.trestle.gateway.access.Tickets;
import dev.trestle.gateway.call.Dispatch;
import dev.trestle.gateway.socket.Backlog;
import dev.trestle.gateway.socket.FrameReader;
import dev.trestle.gateway.socket.StrictJson;
import dev.trestle.gateway.topic.TopicHub;
import dev.trestle.gateway.topic.TopicOperations;

/** What the event loops of one gateway share. Everything here may be used from any thread. */
public final class Edge {

    /** Where the listener is, as it stands in URLs. */
    private record Place(String host, int port) {}

    private final Node node;
    private volatile GatewayConfig config;
    private final Access access;
    private final Audit audit;
    private final Rates rates;
    private volatile Proxies proxies;
    private final Headcount principals = new Headcount();
    private final Headcount addresses = new Headcount();
    private final Tickets tickets;
    private final Backlog backlog;
    private final Metrics metrics;
    private final TopicHub topics;
    private final TopicOperations topicOperations;
    private final Dispatch dispatch;
    private final FrameReader reader;
    private volatile Place place;
    private volatile Origins origins;
    private volatile boolean draining;

    Edge(Node node, GatewayConfig config, Access access, TopicHub topics) {
        this.node = node;
        this.config = config;
        this.access = access;
        this.audit = new Audit(node.id());
        this.rates = new Rates(config.rates());
        this.proxies = new Proxies(config.trustedProxies());
        this.tickets = new Tickets(() -> limits().tickets());
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
        var scheme = latest.tls().enabled() ? "https" : "http";
        origins = new Origins(scheme, place.host(), place.port(), latest.origins());
        proxies = new Proxies(latest.trustedProxies());
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

    /** The connections of each principal but the owner. */
    public Headcount principals() {
        return principals;
    }

    /** The connections from each address. */
    public Headcount addresses() {
        return addresses;
    }

    /** Whether {@code who} has as many connections as they may. */
    public boolean isCrowded(Principal who) {
        return !who.isOwner() && principals.isFull(who.name(), limits().connectionsPerPrincipal());
    }

    /** Whether there are as many connections from {@code address} as there may be. */
    public boolean isCrowded(String address) {
        return addresses.isFull(address, limits().connectionsPerAddress());
    }

    /** Tells where clients come from. */
    public Proxies proxies() {
        return proxies;
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

    public Origins origins() {
        return origins;
    }

    /** Whether this gateway is on its way out and takes nobody in any more. */
    public boolean draining() {
        return draining;
    }
}
