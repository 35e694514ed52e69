package dev.trestle.verticle.agent;

import dev.trestle.bus.Call;
import dev.trestle.bus.OperationHandler;
import dev.trestle.verticle.agent.session.Sessions;
import dev.trestle.wire.Agents;
import dev.trestle.wire.Empty;
import io.vertx.core.Future;

/** {@code agent.cancel}. */
final class CancelTurn implements OperationHandler<Agents.Cancel, Empty> {

    private final Sessions sessions;

    CancelTurn(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Future<Empty> handle(Agents.Cancel request, Call call) {
        sessions.find(call, request.session()).cancel();
        return Future.succeededFuture(new Empty());
    }
}
