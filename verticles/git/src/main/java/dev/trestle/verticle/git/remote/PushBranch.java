package dev.trestle.verticle.git.remote;

import dev.trestle.bus.Call;
import dev.trestle.bus.OperationHandler;
import dev.trestle.verticle.git.process.Command;
import dev.trestle.verticle.git.repository.Names;
import dev.trestle.verticle.git.repository.Repositories;
import dev.trestle.wire.GitRemote.Done;
import dev.trestle.wire.GitRemote.Force;
import dev.trestle.wire.GitRemote.Push;
import io.vertx.core.Future;

/** {@code git.push}. */
public final class PushBranch implements OperationHandler<Push, Done> {

    private final Repositories repositories;
    private final Remotes remotes;

    /** Of these. */
    public PushBranch(Repositories repositories, Remotes remotes) {
        this.repositories = repositories;
        this.remotes = remotes;
    }

    @Override
    public Future<Done> handle(Push request, Call call) {
        if (request.remote() != null) {
            Names.remote(request.remote());
        }
        var branch = request.branch() == null ? null : "refs/heads/" + Names.branch("branch", request.branch());
        return repositories.exchange(call, request.path(), work -> {
            var remote = request.remote() == null ? Remotes.usual(work) : Remotes.named(work, request.remote());
            var command = Command.remote("push", "--progress", "--porcelain", "--no-recurse-submodules")
                    .with(Remotes.RECEIVES, "--no-signed")
                    .when(request.setUpstream(), "--set-upstream")
                    .when(request.force() == Force.LEASE, "--force-with-lease")
                    .with("--", remote)
                    .value(branch == null ? "HEAD" : branch + ":" + branch);
            try (var conversation = remotes.open(call, request.path())) {
                var said = work.run(command, conversation.talk());
                return Remotes.done(said.text(), "");
            }
        });
    }
}
