package dev.trestle.verticle.git.remote;

import dev.trestle.bus.Call;
import dev.trestle.bus.OperationHandler;
import dev.trestle.verticle.git.repository.Names;
import dev.trestle.wire.Empty;
import dev.trestle.wire.GitRemote.Answer;
import io.vertx.core.Future;

/** {@code git.credential}. */
public final class AnswerCredential implements OperationHandler<Answer, Empty> {

    private final Remotes remotes;

    /** For these. */
    public AnswerCredential(Remotes remotes) {
        this.remotes = remotes;
    }

    @Override
    public Future<Empty> handle(Answer request, Call call) {
        if (request.username() != null) {
            Names.line("username", request.username());
        }
        if (request.secret() != null) {
            Names.line("secret", request.secret());
        }
        remotes.answer(call, request);
        return Future.succeededFuture(new Empty());
    }
}
