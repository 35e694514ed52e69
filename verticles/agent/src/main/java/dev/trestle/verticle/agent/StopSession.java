package dev.trestle.verticle.agent;

import dev.trestle.bus.Call;
import dev.trestle.bus.OperationHandler;
import dev.trestle.verticle.agent.session.Sessions;
import dev.trestle.wire.Agents;
import dev.trestle.wire.Empty;
import io.vertx.core.Future;

/** {@code agent.stop}. */
final class StopSession implements OperationHandler<Agents.Stop, Empty> {

    private final Sessions sessions;

    StopSession(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Future<Empty> handle(Agents.Stop request, Call call) {
        var session = sessions.find(call, request.session());
        return session.stop().map(stopped -> new Empty());
    }
}
