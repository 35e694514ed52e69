package dev.trestle.verticle.git.read;

import dev.trestle.bus.Call;
import dev.trestle.bus.OperationHandler;
import dev.trestle.config.GitConfig;
import dev.trestle.verticle.git.process.Command;
import dev.trestle.verticle.git.repository.Names;
import dev.trestle.verticle.git.repository.Repositories;
import dev.trestle.wire.GitHistory.AskDiff;
import dev.trestle.wire.GitHistory.Diff;
import io.vertx.core.Future;

/** {@code git.diff}. */
public final class ReadDiff implements OperationHandler<AskDiff, Diff> {

    private final Repositories repositories;
    private final GitConfig config;

    /** Of these. */
    public ReadDiff(Repositories repositories, GitConfig config) {
        this.repositories = repositories;
        this.config = config;
    }

    @Override
    public Future<Diff> handle(AskDiff request, Call call) {
        var command = command(request);
        return repositories.look(call, request.path(), work -> {
            var parser = work.readContents(command, new DiffParser(config, request.limit())::read);
            return new Diff(parser.files(request.patch()), parser.truncated());
        });
    }

    private static Command command(AskDiff request) {
        Names.check(request.to() == null || !request.staged(), "either to or staged, not both");
        var command = Command.read("diff")
                .with(DiffParser.OPTIONS)
                .with("-U" + request.context())
                .when(request.staged(), "--cached");
        if (request.from() != null) {
            command.value(Names.revision("from", request.from()));
        } else if (request.to() != null) {
            command.with("HEAD");
        }
        if (request.to() != null) {
            command.value(Names.revision("to", request.to()));
        }
        return command.paths(Names.paths(request.paths(), request.pathsBytes()));
    }
}
