package dev.trestle.verticle.git.write;

import dev.trestle.bus.Call;
import dev.trestle.bus.OperationHandler;
import dev.trestle.verticle.git.process.Command;
import dev.trestle.verticle.git.read.Standing;
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
        var what = new Patches(request.paths(), request.pathsBytes(), request.patch(), request.patchBytes());
        var command = what.command(Command.write("reset", "--quiet")).when(what.isPatch(), "--reverse");
        return repositories.change(call, request.path(), work -> {
            work.run(command);
            return Standing.after(work);
        });
    }
}
