package dev.trestle.verticle.agent;

import dev.trestle.bus.Call;
import dev.trestle.bus.OperationHandler;
import dev.trestle.verticle.agent.session.Sessions;
import dev.trestle.wire.Agents;
import io.vertx.core.Future;

/** {@code agent.sessions}. */
final class ListSessions implements OperationHandler<Agents.ListSessions, Agents.Sessions> {

    private final Sessions sessions;

    ListSessions(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Future<Agents.Sessions> handle(Agents.ListSessions request, Call call) {
        return Future.succeededFuture(new Agents.Sessions(sessions.list(call.workspace())));
    }
}
