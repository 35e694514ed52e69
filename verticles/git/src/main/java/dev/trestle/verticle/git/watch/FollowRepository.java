package dev.trestle.verticle.git.watch;

import dev.trestle.bus.Call;
import dev.trestle.bus.OperationHandler;
import dev.trestle.verticle.git.repository.Repositories;
import dev.trestle.wire.Empty;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Feeds.Follow;
import io.vertx.core.Future;

/**
 * {@code git.feed}: somebody follows the topic of a workspace. The repository at its root is watched from here on, as those
 * are that somebody asks about; a workspace without one has nothing to tell.
 */
public final class FollowRepository implements OperationHandler<Follow, Empty> {

    private final Repositories repositories;

    /** Of these, which are watched when they are found. */
    public FollowRepository(Repositories repositories) {
        this.repositories = repositories;
    }

    @Override
    public Future<Empty> handle(Follow request, Call call) {
        return repositories
                .look(call, "", work -> new Empty())
                .recover(cause -> cause instanceof Failure failure && failure.code() == ErrorCode.UNSUPPORTED
                        ? Future.succeededFuture(new Empty())
                        : Future.failedFuture(cause));
    }
}
