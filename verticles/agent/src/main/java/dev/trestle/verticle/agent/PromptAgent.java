package dev.trestle.verticle.agent;

import dev.trestle.bus.Call;
import dev.trestle.bus.OperationHandler;
import dev.trestle.verticle.agent.session.Sessions;
import dev.trestle.wire.Agents;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;

/** {@code agent.prompt}. */
final class PromptAgent implements OperationHandler<Agents.Prompt, Agents.Prompted> {

    private final Sessions sessions;

    PromptAgent(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Future<Agents.Prompted> handle(Agents.Prompt request, Call call) {
        if (request.content().isBlank()) {
            throw new Failure(ErrorCode.INVALID_ARGUMENT, "content must say something");
        }
        var session = sessions.renewed(call, request.session());
        var turn = session.prompt(request.content(), request.queue(), call.principal());
        return Future.succeededFuture(new Agents.Prompted(turn));
    }
}
