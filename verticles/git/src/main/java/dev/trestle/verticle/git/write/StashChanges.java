package dev.trestle.verticle.git.write;

import dev.trestle.bus.Call;
import dev.trestle.bus.OperationHandler;
import dev.trestle.verticle.git.process.Command;
import dev.trestle.verticle.git.process.Talk;
import dev.trestle.verticle.git.read.Standing;
import dev.trestle.verticle.git.repository.Names;
import dev.trestle.verticle.git.repository.Repositories;
import dev.trestle.verticle.git.repository.Work;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.GitWork.Stash;
import dev.trestle.wire.GitWork.StashAction;
import dev.trestle.wire.GitWork.Stashed;
import dev.trestle.wire.GitWork.Stashes;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code git.stash}. */
public final class StashChanges implements OperationHandler<Stash, Stashes> {

    private static final long MS = 1000;

    private final Repositories repositories;

    /** Of these. */
    public StashChanges(Repositories repositories) {
        this.repositories = repositories;
    }

    @Override
    public Future<Stashes> handle(Stash request, Call call) {
        if (request.action() == StashAction.LIST) {
            return repositories.look(call, request.path(), work -> new Stashes(list(work), null));
        }
        var command = command(request);
        return repositories.change(call, request.path(), work -> {
            var said = Conflicts.run(work, command, Talk.NONE);
            if (said.contains("No local changes")) {
                throw new Failure(ErrorCode.CONFLICT, "nothing to put aside");
            }
            return new Stashes(list(work), Standing.after(work));
        });
    }

    private static Command command(Stash request) {
        var one = "stash@{" + request.index() + "}";
        return switch (request.action()) {
            case POP -> Command.write("stash", "pop", "--index").with(one);
            case DROP -> Command.write("stash", "drop", "--quiet").with(one);
            default -> {
                var push = Command.write("stash", "push").when(request.untracked(), "--include-untracked");
                yield request.message() == null
                        ? push
                        : push.value("--message=" + Names.line("message", request.message()));
            }
        };
    }

    private static List<Stashed> list(Work work) throws IOException {
        var said = work.ask(Command.read("stash", "list", "-z", "--format=%H%x00%ct%x00%gs"));
        var words = said.text().split("\0");
        var all = new ArrayList<Stashed>();
        for (int i = 0; i + 2 < words.length; i += 3) {
            all.add(new Stashed(all.size(), words[i], words[i + 2], Long.parseLong(words[i + 1]) * MS));
        }
        return all;
    }
}
