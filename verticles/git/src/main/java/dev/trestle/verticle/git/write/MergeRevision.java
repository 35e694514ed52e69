package dev.trestle.verticle.git.write;

import dev.trestle.bus.Call;
import dev.trestle.bus.OperationHandler;
import dev.trestle.verticle.git.process.Command;
import dev.trestle.verticle.git.process.Talk;
import dev.trestle.verticle.git.read.Standing;
import dev.trestle.verticle.git.repository.Names;
import dev.trestle.verticle.git.repository.Repositories;
import dev.trestle.verticle.git.repository.Work;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Git.Status;
import dev.trestle.wire.GitWork.Merge;
import dev.trestle.wire.GitWork.MergeAction;
import io.vertx.core.Future;
import java.io.IOException;

/** {@code git.merge}; what stopped at a conflict is ended or gone on with, whatever it was. */
public final class MergeRevision implements OperationHandler<Merge, Status> {

    private final Repositories repositories;

    /** Of these. */
    public MergeRevision(Repositories repositories) {
        this.repositories = repositories;
    }

    @Override
    public Future<Status> handle(Merge request, Call call) {
        boolean start = request.action() == MergeAction.START;
        Names.check(start == (request.revision() != null), "revision is what to start with, and for nothing else");
        if (start) {
            Names.revision("revision", request.revision());
        }
        return repositories.change(call, request.path(), work -> {
            var command = start
                    ? Command.write("merge", "--quiet", "--no-edit", "--no-progress", "--no-stat")
                            .value(request.revision())
                    : underWay(work, "--" + request.action());
            Conflicts.run(work, command, Talk.NONE);
            return Standing.after(work);
        });
    }

    private static Command underWay(Work work, String action) throws IOException {
        var state = work.repository().state();
        var command = switch (state) {
            case MERGING -> "merge";
            case REBASING -> "rebase";
            case CHERRY_PICKING -> "cherry-pick";
            case REVERTING -> "revert";
            case CLEAN, BISECTING ->
                throw new Failure(ErrorCode.CONFLICT, "no merge is under way: the repository is " + state);
        };
        return Command.write(command, action);
    }
}
