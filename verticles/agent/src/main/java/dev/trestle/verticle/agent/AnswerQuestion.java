package dev.trestle.verticle.agent;

import dev.trestle.bus.Call;
import dev.trestle.bus.OperationHandler;
import dev.trestle.verticle.agent.session.Sessions;
import dev.trestle.wire.Agents;
import dev.trestle.wire.Empty;
import io.vertx.core.Future;

/** {@code agent.permit}. */
final class AnswerQuestion implements OperationHandler<Agents.Permit, Empty> {

    private final Sessions sessions;

    AnswerQuestion(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Future<Empty> handle(Agents.Permit request, Call call) {
        sessions.find(call, request.session()).permit(request.request(), request.option(), call.principal());
        return Future.succeededFuture(new Empty());
    }
}
