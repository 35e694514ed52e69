package dev.trestle.verticle.git.write;

import dev.trestle.bus.Call;
import dev.trestle.bus.OperationHandler;
import dev.trestle.verticle.git.repository.Lock;
import dev.trestle.verticle.git.repository.Repositories;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.GitWork.Unlock;
import dev.trestle.wire.GitWork.Unlocked;
import io.vertx.core.Future;
import java.util.Map;

/** {@code git.unlock}: not while a git works on the repository, ours or anybody's. */
public final class RemoveLock implements OperationHandler<Unlock, Unlocked> {

    private final Repositories repositories;

    /** Of these. */
    public RemoveLock(Repositories repositories) {
        this.repositories = repositories;
    }

    @Override
    public Future<Unlocked> handle(Unlock request, Call call) {
        return repositories.change(call, request.path(), work -> {
            var lock = Lock.of(work.repository());
            if (lock == null) {
                return new Unlocked(false, null);
            } else if (lock.isHeld()) {
                throw new Failure(ErrorCode.BUSY, "a git works on the repository: the lock is its own")
                        .with(Map.of("lock", Lock.NAME, "ageMs", lock.ageMs()));
            }
            lock.remove();
            return new Unlocked(true, lock.ageMs());
        });
    }
}
