package dev.trestle.verticle.git.read;

import dev.trestle.bus.Call;
import dev.trestle.bus.OperationHandler;
import dev.trestle.config.GitConfig;
import dev.trestle.verticle.git.process.Command;
import dev.trestle.verticle.git.repository.Names;
import dev.trestle.verticle.git.repository.Repositories;
import dev.trestle.verticle.git.repository.Work;
import dev.trestle.wire.GitHistory.AskShow;
import dev.trestle.wire.GitHistory.Shown;
import io.vertx.core.Future;
import java.io.IOException;

/** {@code git.show}: a commit, and what differs from its first parent. */
public final class ShowCommit implements OperationHandler<AskShow, Shown> {

    private static final int SHA_1 = 40;
    private static final String NOTHING = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
    private static final String NOTHING_SHA_256 = "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321";

    private final Repositories repositories;
    private final GitConfig config;

    /** Of these. */
    public ShowCommit(Repositories repositories, GitConfig config) {
        this.repositories = repositories;
        this.config = config;
    }

    @Override
    public Future<Shown> handle(AskShow request, Call call) {
        Names.revision("revision", request.revision());
        Names.paths(request.paths(), request.pathsBytes());
        return repositories.look(call, request.path(), work -> show(work, request));
    }

    private Shown show(Work work, AskShow request) throws IOException {
        var log = Command.read("log", LogParser.FORMAT)
                .with("--decorate=full", "--no-notes", "--no-show-signature", "--max-count=1")
                .value(request.revision() + "^{commit}")
                .with("--");
        var commit = work.read(log, output -> LogParser.read(output, false)).get(0);
        var nothing = commit.oid().length() == SHA_1 ? NOTHING : NOTHING_SHA_256;
        var parent = commit.parents().isEmpty() ? nothing : commit.parents().get(0);
        var diff = Command.read("diff")
                .with(DiffParser.OPTIONS)
                .with("-U" + request.context(), parent, commit.oid())
                .paths(Names.paths(request.paths(), request.pathsBytes()));
        var parser = work.readContents(diff, new DiffParser(config, request.limit())::read);
        return new Shown(commit, parser.files(request.patch()), parser.truncated());
    }
}
