package dev.trestle.verticle.git.remote;

import dev.trestle.bus.Call;
import dev.trestle.bus.OperationHandler;
import dev.trestle.verticle.git.process.Command;
import dev.trestle.verticle.git.repository.Names;
import dev.trestle.verticle.git.repository.Repositories;
import dev.trestle.verticle.git.write.Conflicts;
import dev.trestle.wire.GitRemote.Done;
import dev.trestle.wire.GitRemote.Pull;
import io.vertx.core.Future;

/** {@code git.pull}; conflicts are those of {@code git.merge}. */
public final class PullRemote implements OperationHandler<Pull, Done> {

    private final Repositories repositories;
    private final Remotes remotes;

    /** Of these. */
    public PullRemote(Repositories repositories, Remotes remotes) {
        this.repositories = repositories;
        this.remotes = remotes;
    }

    @Override
    public Future<Done> handle(Pull request, Call call) {
        if (request.remote() != null) {
            Names.remote(request.remote());
        }
        if (request.branch() != null) {
            Names.branch("branch", request.branch());
        }
        return repositories.pull(call, request.path(), work -> {
            var command = Command.remote("pull", "--progress", "--no-edit", "--no-recurse-submodules", "--no-stat")
                    .with(Remotes.SENDS, request.rebase() ? "--rebase" : "--no-rebase");
            if (request.remote() != null || request.branch() != null) {
                var remote = request.remote() == null ? Remotes.usual(work) : Remotes.named(work, request.remote());
                command.with("--", remote);
            }
            if (request.branch() != null) {
                command.value("refs/heads/" + request.branch());
            }
            try (var conversation = remotes.open(call, request.path())) {
                return Remotes.done(Conflicts.run(work, command, conversation.talk()), "");
            }
        });
    }
}
