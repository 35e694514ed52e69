package dev.trestle.verticle.git.read;

import dev.trestle.bus.Call;
import dev.trestle.bus.OperationHandler;
import dev.trestle.config.GitConfig;
import dev.trestle.verticle.git.process.Command;
import dev.trestle.verticle.git.repository.Finder;
import dev.trestle.verticle.git.repository.Names;
import dev.trestle.verticle.git.repository.Repositories;
import dev.trestle.wire.GitBlame.AskBlame;
import dev.trestle.wire.GitBlame.Blame;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** {@code git.blame}: of a file of the repository that it lies in. */
public final class BlameFile implements OperationHandler<AskBlame, Blame> {

    private final Repositories repositories;
    private final GitConfig config;

    /** Of these. */
    public BlameFile(Repositories repositories, GitConfig config) {
        this.repositories = repositories;
        this.config = config;
    }

    @Override
    public Future<Blame> handle(AskBlame request, Call call) {
        var workspace = repositories.workspace(call);
        var file = new Finder(workspace).plain(request.path());
        Names.check(!file.equals(workspace), "path must name a file");
        var folder = workspace.relativize(file.getParent()).toString();
        var command = command(request);
        return repositories.look(call, folder, work -> {
            var place = work.repository().bare()
                    ? work.repository().directory()
                    : work.repository().top();
            return work.readContents(
                    command.paths(List.of(bytes(place, file))),
                    output -> new BlameParser(config.maxDiffBytes()).read(output));
        });
    }

    /** Below the root as it is without links, which is where the file's folder leads. */
    private static byte[] bytes(Path top, Path file) throws IOException {
        var real = file.getParent().toRealPath().resolve(file.getFileName());
        return top.relativize(real).toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Command command(AskBlame request) {
        var command = Command.read("blame", "--porcelain", "--no-textconv").setting("blame.ignoreRevsFile", "");
        var range = request.range();
        if (range != null) {
            Names.check(range.end() >= range.start(), "range.end must not be less than range.start");
            command.with("-L" + range.start() + "," + range.end());
        }
        return request.revision() == null ? command : command.value(Names.revision("revision", request.revision()));
    }
}
