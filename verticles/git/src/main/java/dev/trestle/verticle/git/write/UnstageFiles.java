package dev.trestle.verticle.git.write;

import dev.trestle.bus.Call;
import dev.trestle.bus.OperationHandler;
import dev.trestle.verticle.git.process.Command;
import dev.trestle.verticle.git.read.Standing;
import dev.trestle.verticle.git.repository.Names;
import dev.trestle.verticle.git.repository.Repositories;
import dev.trestle.wire.Git.Status;
import dev.trestle.wire.Git.Unstage;
import io.vertx.core.Future;

/** {@code git.unstage}: the index as the last commit has it, or without what a patch says. */
public final class UnstageFiles implements OperationHandler<Unstage, Status> {

    private final Repositories repositories;

    /** Of these. */
    public UnstageFiles(Repositories repositories) {
        this.repositories = repositories;
    }

    @Override
    public Future<Status> handle(Unstage request, Call call) {
        var command = request.patch() == null
                ? Command.write("reset", "--quiet").inputPaths(Names.somePaths(request.paths(), request.pathsBytes()))
                : Patches.apply(request.patch(), request.paths(), request.pathsBytes())
                        .with("--reverse");
        return repositories.change(call, request.path(), work -> {
            work.run(command);
            return Standing.after(work);
        });
    }
}
