package dev.trestle.verticle.git.read;

import dev.trestle.bus.Call;
import dev.trestle.bus.OperationHandler;
import dev.trestle.verticle.git.repository.Repositories;
import dev.trestle.wire.Git.AskStatus;
import dev.trestle.wire.Git.Status;
import io.vertx.core.Future;

/** {@code git.status}. */
public final class ReadStatus implements OperationHandler<AskStatus, Status> {

    private final Repositories repositories;

    /** Of these. */
    public ReadStatus(Repositories repositories) {
        this.repositories = repositories;
    }

    @Override
    public Future<Status> handle(AskStatus request, Call call) {
        return repositories.look(call, request.path(), work -> Standing.of(work, request.limit(), request.ignored()));
    }
}
