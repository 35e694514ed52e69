package dev.trestle.verticle.git.write;

import dev.trestle.bus.Call;
import dev.trestle.bus.OperationHandler;
import dev.trestle.verticle.git.process.Command;
import dev.trestle.verticle.git.read.Standing;
import dev.trestle.verticle.git.repository.Repositories;
import dev.trestle.wire.Git.Stage;
import dev.trestle.wire.Git.Status;
import io.vertx.core.Future;

/** {@code git.stage}: files as they are, gone ones as well, or what a patch says. */
public final class StageFiles implements OperationHandler<Stage, Status> {

    private final Repositories repositories;

    /** Of these. */
    public StageFiles(Repositories repositories) {
        this.repositories = repositories;
    }

    @Override
    public Future<Status> handle(Stage request, Call call) {
        var what = new Patches(request.paths(), request.pathsBytes(), request.patch(), request.patchBytes());
        var command = what.command(Command.write("add", "--all"));
        return repositories.change(call, request.path(), work -> {
            work.run(command);
            return Standing.after(work);
        });
    }
}
