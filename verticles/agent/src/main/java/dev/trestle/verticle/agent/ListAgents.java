package dev.trestle.verticle.agent;

import dev.trestle.bus.Call;
import dev.trestle.bus.OperationHandler;
import dev.trestle.wire.Agents;
import io.vertx.core.Future;

/** {@code agent.list}. */
final class ListAgents implements OperationHandler<Agents.ListAgents, Agents.Listing> {

    private final Catalogue catalogue;

    ListAgents(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public Future<Agents.Listing> handle(Agents.ListAgents request, Call call) {
        return Future.succeededFuture(catalogue.listing());
    }
}
