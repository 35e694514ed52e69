package dev.trestle.verticle.git.write;

import dev.trestle.bus.Call;
import dev.trestle.bus.OperationHandler;
import dev.trestle.verticle.git.process.Command;
import dev.trestle.verticle.git.read.Standing;
import dev.trestle.verticle.git.repository.Names;
import dev.trestle.verticle.git.repository.Repositories;
import dev.trestle.verticle.git.repository.Work;
import dev.trestle.wire.Git.Discard;
import dev.trestle.wire.Git.Status;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** {@code git.discard}: files as the index has them; untracked ones are deleted only when that is asked for. */
public final class DiscardChanges implements OperationHandler<Discard, Status> {

    private final Repositories repositories;

    /** Of these. */
    public DiscardChanges(Repositories repositories) {
        this.repositories = repositories;
    }

    @Override
    public Future<Status> handle(Discard request, Call call) {
        var paths = Names.somePaths(request.paths(), request.pathsBytes());
        return repositories.change(call, request.path(), work -> {
            if (request.untracked()) {
                work.run(Command.write("clean", "--force", "-d", "--quiet").paths(paths));
            }
            // Of paths that were untracked, git knows nothing to bring back.
            var known = request.untracked() ? tracked(work, paths) : paths;
            if (!known.isEmpty()) {
                work.run(Command.write("restore", "--worktree", "--quiet").inputPaths(known));
            }
            return Standing.after(work);
        });
    }

    private static List<byte[]> tracked(Work work, List<byte[]> paths) throws IOException {
        return split(work.run(Command.read("ls-files", "-z").paths(paths)).output());
    }

    private static List<byte[]> split(byte[] names) {
        var all = new ArrayList<byte[]>();
        int from = 0;
        for (int i = 0; i < names.length; i++) {
            if (names[i] == 0) {
                all.add(Arrays.copyOfRange(names, from, i));
                from = i + 1;
            }
        }
        return all;
    }
}
