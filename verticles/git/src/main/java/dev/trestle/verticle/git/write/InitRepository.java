package dev.trestle.verticle.git.write;

import dev.trestle.bus.Call;
import dev.trestle.bus.OperationHandler;
import dev.trestle.verticle.git.process.Command;
import dev.trestle.verticle.git.process.Place;
import dev.trestle.verticle.git.process.Talk;
import dev.trestle.verticle.git.repository.Finder;
import dev.trestle.verticle.git.repository.Names;
import dev.trestle.verticle.git.repository.Repositories;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.GitRemote.Done;
import dev.trestle.wire.GitWork.Init;
import io.vertx.core.Future;
import java.nio.file.Files;
import java.nio.file.LinkOption;

/** {@code git.init}. */
public final class InitRepository implements OperationHandler<Init, Done> {

    private final Repositories repositories;

    /** Of these. */
    public InitRepository(Repositories repositories) {
        this.repositories = repositories;
    }

    @Override
    public Future<Done> handle(Init request, Call call) {
        var workspace = repositories.workspace(call);
        var finder = new Finder(workspace);
        var plain = finder.plain(request.path());
        var command =
                Command.write("init", "--quiet").value("--initial-branch=" + Names.branch("branch", request.branch()));
        return repositories.make(call, plain, false, stop -> {
            var folder = plain.equals(workspace) ? workspace : finder.fresh(request.path());
            if (Files.exists(folder.resolve(".git"), LinkOption.NOFOLLOW_LINKS)) {
                throw new Failure(ErrorCode.ALREADY_EXISTS, "there is a repository already: " + request.path());
            } else if (Files.isSymbolicLink(folder)) {
                throw new Failure(ErrorCode.INVALID_ARGUMENT, "path is a link: " + request.path());
            }
            Files.createDirectories(folder);
            repositories.run(new Place(workspace, folder, null, false), command, stop, Talk.NONE);
            return new Done("");
        });
    }
}
