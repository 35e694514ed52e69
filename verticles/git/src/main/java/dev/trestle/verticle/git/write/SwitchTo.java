package dev.trestle.verticle.git.write;

import dev.trestle.bus.Call;
import dev.trestle.bus.OperationHandler;
import dev.trestle.verticle.git.process.Command;
import dev.trestle.verticle.git.read.Standing;
import dev.trestle.verticle.git.repository.Names;
import dev.trestle.verticle.git.repository.Repositories;
import dev.trestle.wire.Git.Status;
import dev.trestle.wire.GitWork.Checkout;
import io.vertx.core.Future;

/** {@code git.checkout}. */
public final class SwitchTo implements OperationHandler<Checkout, Status> {

    private final Repositories repositories;

    /** Of these. */
    public SwitchTo(Repositories repositories) {
        this.repositories = repositories;
    }

    @Override
    public Future<Status> handle(Checkout request, Call call) {
        var command = command(request);
        return repositories.change(call, request.path(), work -> {
            work.run(command);
            return Standing.after(work);
        });
    }

    private static Command command(Checkout request) {
        var command = Command.write("switch", "--quiet", "--no-progress").when(request.force(), "--force");
        if (request.create()) {
            Names.check(request.branch() != null, "branch is required, to create it");
            command.with("--no-track", "--create").value(Names.branch("branch", request.branch()));
        } else if (request.branch() != null) {
            Names.check(request.revision() == null, "either branch or revision, unless with create");
            return command.with("--guess").value(Names.branch("branch", request.branch()));
        } else {
            Names.check(request.revision() != null, "branch or revision is required");
            command.with("--detach");
        }
        return request.revision() == null ? command : command.value(Names.revision("revision", request.revision()));
    }
}
