package dev.trestle.gateway.call;

import dev.trestle.bus.Caller;
import dev.trestle.bus.Calls;
import dev.trestle.bus.Offer;
import dev.trestle.bus.Target;
import dev.trestle.bus.Wire;
import dev.trestle.bus.WorkerDirectory;
import dev.trestle.gateway.access.Principal;
import dev.trestle.wire.Empty;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Nodes;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Comparator;

/**
 * Answers {@code cluster.nodes}: every node is asked what it is. It tells of all workspaces, so it takes a grant in all of
 * them.
 */
final class NodeList {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final WorkerDirectory directory;
    private final Calls calls;

    NodeList(WorkerDirectory directory, Calls calls) {
        this.directory = directory;
        this.calls = calls;
    }

    static boolean isOpenTo(Principal principal) {
        return principal.may(Nodes.LIST.name(), Offer.ANY);
    }

    /** Yields the JSON of the reply; the gateway asks on its own account. */
    Future<Buffer> answer(Principal principal) {
        if (!isOpenTo(principal)) {
            throw new Failure(ErrorCode.FORBIDDEN, "not granted in all workspaces: " + Nodes.LIST.name());
        }
        var answers = directory.places(Nodes.DESCRIBE.name(), Offer.ANY).stream()
                .map(this::ask)
                .toList();
        return Future.join(answers).map(all -> {
            var nodes = answers.stream()
                    .map(Future::result)
                    .sorted(Comparator.comparing(Nodes.Node::node))
                    .toList();
            return Buffer.buffer(Wire.encode(new Nodes.Listing(nodes)));
        });
    }

    private Future<Nodes.Node> ask(Target place) {
        return calls.call(Nodes.DESCRIBE, place, new Empty(), Caller.of("gateway", PATIENCE))
                .map(description -> new Nodes.Node(place.node(), true, description))
                .otherwise(silent -> new Nodes.Node(place.node(), false, null));
    }
}
