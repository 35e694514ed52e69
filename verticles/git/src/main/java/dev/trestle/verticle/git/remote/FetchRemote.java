package dev.trestle.verticle.git.remote;

import dev.trestle.bus.Call;
import dev.trestle.bus.OperationHandler;
import dev.trestle.verticle.git.process.Command;
import dev.trestle.verticle.git.repository.Names;
import dev.trestle.verticle.git.repository.Repositories;
import dev.trestle.wire.GitRemote.Done;
import dev.trestle.wire.GitRemote.Fetch;
import io.vertx.core.Future;

/** {@code git.fetch}. */
public final class FetchRemote implements OperationHandler<Fetch, Done> {

    private final Repositories repositories;
    private final Remotes remotes;

    /** Of these. */
    public FetchRemote(Repositories repositories, Remotes remotes) {
        this.repositories = repositories;
        this.remotes = remotes;
    }

    @Override
    public Future<Done> handle(Fetch request, Call call) {
        if (request.remote() != null) {
            Names.remote(request.remote());
        }
        return repositories.exchange(call, request.path(), work -> {
            var remote = request.remote() == null ? Remotes.usual(work) : Remotes.named(work, request.remote());
            var command = Command.remote("fetch", "--progress", "--no-recurse-submodules", Remotes.SENDS)
                    .when(request.prune(), "--prune")
                    .with("--", remote);
            try (var conversation = remotes.open(call, request.path())) {
                var said = work.run(command, conversation.talk());
                return Remotes.done(said.text(), said.complaint());
            }
        });
    }
}
