package dev.trestle.verticle.git.write;

import dev.trestle.bus.Call;
import dev.trestle.bus.OperationHandler;
import dev.trestle.verticle.git.process.Command;
import dev.trestle.verticle.git.read.Standing;
import dev.trestle.verticle.git.repository.Names;
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
        var command = request.patch() == null
                ? Command.write("add", "--all").inputPaths(Names.somePaths(request.paths(), request.pathsBytes()))
                : Patches.apply(request.patch(), request.paths(), request.pathsBytes());
        return repositories.change(call, request.path(), work -> {
            work.run(command);
            return Standing.after(work);
        });
    }
}
