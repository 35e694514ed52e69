package dev.trestle.verticle.git.remote;

import dev.trestle.bus.Call;
import dev.trestle.bus.OperationHandler;
import dev.trestle.config.GitConfig;
import dev.trestle.verticle.git.process.Command;
import dev.trestle.verticle.git.process.Place;
import dev.trestle.verticle.git.process.Stop;
import dev.trestle.verticle.git.repository.Finder;
import dev.trestle.verticle.git.repository.Names;
import dev.trestle.verticle.git.repository.Repositories;
import dev.trestle.verticle.git.repository.Unfinished;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.GitRemote.Clone;
import dev.trestle.wire.GitRemote.Done;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;

/** {@code git.clone}: into a folder beside, which takes its place when it is whole. */
public final class CloneRepository implements OperationHandler<Clone, Done> {

    private final Repositories repositories;
    private final Remotes remotes;
    private final GitConfig config;

    /** Of these. */
    public CloneRepository(Repositories repositories, Remotes remotes, GitConfig config) {
        this.repositories = repositories;
        this.remotes = remotes;
        this.config = config;
    }

    @Override
    public Future<Done> handle(Clone request, Call call) {
        var command = command(request);
        var workspace = repositories.workspace(call);
        var finder = new Finder(workspace);
        var plain = finder.plain(request.path());
        Names.check(!plain.equals(workspace), "path must name a folder to make");
        return repositories.make(call, plain, true, stop -> {
            var folder = finder.fresh(request.path());
            if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
                throw new Failure(ErrorCode.ALREADY_EXISTS, "something is there already: " + request.path());
            }
            try (var draft = new Unfinished(folder)) {
                var place = new Place(workspace, folder.getParent(), null, false);
                run(
                        call,
                        request,
                        place,
                        command.value(request.url()).value(draft.path().toString()),
                        stop);
                draft.finish();
            }
            return new Done("");
        });
    }

    private void run(Call call, Clone request, Place place, Command command, Stop stop) throws IOException {
        try (var conversation = remotes.open(call, request.path())) {
            repositories.run(place, command, stop, conversation.talk());
        }
    }

    private Command command(Clone request) {
        Address.check(request.url(), config.allowFileTransport());
        var command = Command.remote("clone", "--progress", "--no-recurse-submodules", "--no-local", "--origin=origin")
                .with(Remotes.SENDS);
        if (request.depth() != null) {
            command.with("--depth=" + request.depth());
        }
        if (request.branch() != null) {
            command.value("--branch=" + Names.branch("branch", request.branch()));
        }
        return command.with("--");
    }
}
