package dev.trestle.launcher;

import dev.trestle.bus.Cluster;
import dev.trestle.bus.Node;
import dev.trestle.bus.Traces;
import dev.trestle.bus.Words;
import dev.trestle.config.AccessConfig;
import dev.trestle.config.GatewayConfig;
import dev.trestle.config.NodeConfig;
import dev.trestle.config.Settings;
import dev.trestle.gateway.Gateway;
import dev.trestle.sandbox.Syscalls;
import dev.trestle.verticle.agent.AgentVerticle;
import dev.trestle.verticle.fs.FsVerticle;
import dev.trestle.verticle.git.GitVerticle;
import dev.trestle.verticle.pty.PtyVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The composition root: makes the node, then deploys its roles, the services before the door is opened. */
final class Launcher {

    /** The roles that run programs of workspaces. */
    private static final Set<String> STARTING_PROGRAMS = Set.of(NodeConfig.PTY, NodeConfig.GIT, NodeConfig.AGENT);

    private static final Logger LOGGER = LoggerFactory.getLogger(Launcher.class);

    private Launcher() {}

    /** Completes when every role serves; fails with a {@link CommandException} when the settings cannot work here. */
    static Future<RunningNode> start(Settings settings) {
        setLibraryProperties();
        // Of no context: when the start fails and the node has left, no event loop is there to tell anybody.
        Promise<RunningNode> started = Promise.promise();
        node(settings).onFailure(started::fail).onSuccess(node -> {
            var deployed = deploy(node, settings);
            deployed.onSuccess(started::complete)
                    .onFailure(cause -> RunningNode.leaveAfter(deployed, node).onFailure(started::fail));
        });
        return started.future();
    }

    /** What libraries take from system properties alone, and only before they are loaded. */
    private static void setLibraryProperties() {
        // Netty lets tasks, such as answers from the bus, keep a loop from its sockets for a second by default.
        System.setProperty("io.netty.eventLoop.maxTaskProcessingQuantumMs", "100");
        System.setProperty("hazelcast.logging.type", "slf4j");
    }

    private static Future<Node> node(Settings settings) {
        var config = settings.cluster();
        var tracing = settings.tracing();
        Function<String, Traces> traces = id -> tracing.enabled() ? new OtlpTraces(tracing, id) : Traces.NONE;
        int loops = settings.gateway().eventLoops();
        var holds = Duration.ofMillis(config.wordMs());
        if (!config.enabled()) {
            return Future.succeededFuture(Node.alone(vertxOptions(loops), Words.alone(holds), traces));
        }
        var tls = config.tls();
        var cluster = new Cluster(
                config.name(),
                config.host(),
                config.port(),
                config.busPort(),
                config.members(),
                config.dns(),
                tls.enabled() ? new Cluster.Tls(tls.certificate(), tls.key(), tls.trust()) : null,
                config.peerBytes());
        var words = config.secret() == null ? Words.none() : Words.of(config.secret(), holds);
        return Node.join(cluster, vertxOptions(loops), words, traces);
    }

    /**
     * The blocked-thread checker stays on. Native transports are not on the class path, so none is asked for. There are as many
     * threads of event loops as cores, or {@code loops} if that is more: none of them ever waits, so more would only take turns,
     * which cost an event a fifth of its time.
     */
    static VertxOptions vertxOptions(int loops) {
        // Everything that is served is read by code of our own: Vert.x needs neither a cache folder nor the class path.
        var files = new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false);
        return new VertxOptions()
                .setFileSystemOptions(files)
                .setEventLoopPoolSize(Math.max(loops, Runtime.getRuntime().availableProcessors()));
    }

    private static Future<RunningNode> deploy(Node node, Settings settings) {
        var roles = settings.node();
        if (STARTING_PROGRAMS.stream().anyMatch(roles::has) && !Syscalls.hideThisProcess()) {
            LOGGER.warn("programs of the same user can read the variables and the memory of this process");
        }
        return Status.open(node, settings.status())
                .compose(status -> deployWorkers(node, settings)
                        .compose(served ->
                                roles.has(NodeConfig.GATEWAY) ? openGateway(node, settings) : Future.succeededFuture())
                        .compose(gateway -> DescribeNode.serve(node, settings).map(gateway))
                        .onSuccess(served -> status.ready())
                        .map(gateway -> new RunningNode(node, gateway, status)))
                .onSuccess(running -> LOGGER.atInfo()
                        .addKeyValue("node", node.id())
                        .addKeyValue("roles", roles.roles())
                        .addKeyValue("workspaces", settings.workspaces().keySet())
                        .log("ready"));
    }

    /** One after the other, so that the first that cannot start is the one that is told. */
    private static Future<?> deployWorkers(Node node, Settings settings) {
        Map<String, Supplier<VerticleBase>> workers = new LinkedHashMap<>();
        var folders = settings.workspaces();
        workers.put(
                NodeConfig.FS,
                () -> new FsVerticle(
                        node, settings.fs(), folders, settings.gateway().drainMs()));
        workers.put(NodeConfig.PTY, () -> new PtyVerticle(node, settings.pty(), folders));
        workers.put(NodeConfig.GIT, () -> new GitVerticle(node, settings.git(), settings.pty(), folders));
        workers.put(
                NodeConfig.AGENT,
                () -> new AgentVerticle(node, settings.agent(), settings.agents(), settings.pty(), folders));
        Future<?> deployed = Future.succeededFuture();
        for (var worker : workers.entrySet()) {
            if (settings.node().has(worker.getKey())) {
                deployed = deployed.compose(
                        before -> node.vertx().deployVerticle(worker.getValue().get()));
            }
        }
        return deployed;
    }

    /** Where no token is set for the owner, nobody knows the one that is made. */
    static AccessConfig access(Settings settings) {
        var access = settings.access();
        return access.token() == null ? access.with(Tokens.random()) : access;
    }

    private static Future<Gateway> openGateway(Node node, Settings settings) {
        return Gateway.start(node, settings, access(settings))
                .recover(cause -> Future.failedFuture(explain(cause, settings.gateway())));
    }

    /** That an address cannot be listened on is for the person who chose it to mend. */
    private static Throwable explain(Throwable cause, GatewayConfig config) {
        boolean address = cause instanceof SocketException
                || cause instanceof UnknownHostException
                || cause instanceof UnresolvedAddressException;
        return address
                ? CommandException.misused("gateway.host, gateway.port: cannot listen on " + config.host() + ":"
                        + config.port() + " (" + cause.getMessage()
                        + "); stop what listens there, or choose another with --port (0 takes a free one) or --host")
                : cause;
    }
}
