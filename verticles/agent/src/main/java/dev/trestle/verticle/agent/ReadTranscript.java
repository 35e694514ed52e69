package dev.trestle.verticle.agent;

import dev.trestle.bus.Call;
import dev.trestle.bus.OperationHandler;
import dev.trestle.verticle.agent.session.Sessions;
import dev.trestle.wire.Agents;
import io.vertx.core.Future;

/** {@code agent.transcript}. */
final class ReadTranscript implements OperationHandler<Agents.ReadTranscript, Agents.Transcript> {

    private final Sessions sessions;

    ReadTranscript(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Future<Agents.Transcript> handle(Agents.ReadTranscript request, Call call) {
        return sessions.transcript(call, request.session());
    }
}
