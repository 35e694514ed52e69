package dev.trestle.launcher;

import dev.trestle.bus.Call;
import dev.trestle.bus.Node;
import dev.trestle.bus.OperationHandler;
import dev.trestle.bus.Operations;
import dev.trestle.config.NodeConfig;
import dev.trestle.config.Settings;
import dev.trestle.wire.Empty;
import dev.trestle.wire.Nodes;
import dev.trestle.wire.Nodes.Description;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;

/** Serves {@code node.describe}, on every node. */
final class DescribeNode implements OperationHandler<Empty, Description> {

    private final Node node;
    private final List<String> roles;
    private final List<String> workspaces;
    private final long started = System.currentTimeMillis();

    private DescribeNode(Node node, Settings settings) {
        boolean hosts = !Set.of(NodeConfig.GATEWAY).containsAll(settings.node().roles());
        this.node = node;
        this.roles = settings.node().roles().stream().sorted().toList();
        this.workspaces =
                hosts ? settings.workspaces().keySet().stream().sorted().toList() : List.of();
    }

    /** Completes once {@code node} says what it is. */
    static Future<Void> serve(Node node, Settings settings) {
        return Operations.everywhere(node, Nodes.DESCRIBE.service())
                .serve(Nodes.DESCRIBE, new DescribeNode(node, settings))
                .start();
    }

    @Override
    public Future<Description> handle(Empty request, Call call) {
        var meters = node.meters();
        return Future.succeededFuture(new Description(
                Version.own(),
                roles,
                started,
                workspaces,
                meters.value("trestle.sockets"),
                meters.value("trestle.terminals")));
    }
}
