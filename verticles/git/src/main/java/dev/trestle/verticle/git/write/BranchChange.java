package dev.trestle.verticle.git.write;

import dev.trestle.bus.Call;
import dev.trestle.bus.OperationHandler;
import dev.trestle.verticle.git.process.Command;
import dev.trestle.verticle.git.read.Standing;
import dev.trestle.verticle.git.repository.Names;
import dev.trestle.verticle.git.repository.Repositories;
import dev.trestle.wire.Git.Status;
import dev.trestle.wire.GitWork.ChangeBranch;
import io.vertx.core.Future;

/** {@code git.branch}. */
public final class BranchChange implements OperationHandler<ChangeBranch, Status> {

    private final Repositories repositories;

    /** Of these. */
    public BranchChange(Repositories repositories) {
        this.repositories = repositories;
    }

    @Override
    public Future<Status> handle(ChangeBranch request, Call call) {
        var command = command(request);
        return repositories.change(call, request.path(), work -> {
            work.run(command);
            return Standing.after(work);
        });
    }

    private static Command command(ChangeBranch request) {
        var command = Command.write("branch", "--quiet").when(request.force(), "--force");
        var name = Names.branch("name", request.name());
        return switch (request.action()) {
            case CREATE -> from(command.with("--no-track", "--").value(name), request.from());
            case DELETE -> command.with("--delete", "--").value(name);
            case RENAME -> {
                Names.check(request.to() != null, "to is required, to rename a branch");
                yield command.with("--move", "--").value(name).value(Names.branch("to", request.to()));
            }
        };
    }

    private static Command from(Command command, String from) {
        return from == null ? command : command.value(Names.revision("from", from));
    }
}
