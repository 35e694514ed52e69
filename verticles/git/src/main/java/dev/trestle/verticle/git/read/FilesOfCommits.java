package dev.trestle.verticle.git.read;

import dev.trestle.config.GitConfig;
import dev.trestle.verticle.git.process.Command;
import dev.trestle.verticle.git.repository.Names;
import dev.trestle.verticle.git.repository.Work;
import dev.trestle.wire.GitHistory.AskLog;
import dev.trestle.wire.GitHistory.Commit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Which files commits have changed, each against its first parent: one git for all of them. */
final class FilesOfCommits {

    private static final String[] OPTIONS = {
        "--stdin",
        "--root",
        "--always",
        "-r",
        "-z",
        "--raw",
        "--abbrev=4",
        "--numstat",
        "-M",
        "--no-ext-diff",
        "--no-textconv",
        "--no-relative",
        "--ignore-submodules=dirty"
    };

    private final GitConfig config;
    private final AskLog request;

    FilesOfCommits(GitConfig config, AskLog request) {
        this.config = config;
        this.request = request;
    }

    /** {@code commits} with their files: the first of them, where all would be more than may be told. */
    List<Commit> of(Work work, List<Commit> commits) throws IOException {
        if (commits.isEmpty()) {
            return commits;
        }
        // What follows an id is what it is compared with.
        var lines = commits.stream()
                .map(commit -> commit.parents().isEmpty()
                        ? commit.oid()
                        : commit.oid() + " " + commit.parents().get(0))
                .collect(Collectors.joining("\n", "", "\n"));
        var command = Command.read("diff-tree")
                .with(OPTIONS)
                .input(lines.getBytes(StandardCharsets.US_ASCII))
                .paths(Names.paths(request.paths(), request.pathsBytes()));
        return work.readContents(command, output -> read(output, commits));
    }

    private List<Commit> read(InputStream in, List<Commit> commits) throws IOException {
        var fields = new Fields(in);
        var told = new ArrayList<Commit>();
        // Each begins with its id, which is known.
        fields.next('\0');
        for (var commit : commits) {
            var differing = new Differing(0);
            boolean more = true;
            while (more) {
                var piece = fields.next('\0');
                more = piece != null && differing.take(piece, fields);
            }
            if (!told.isEmpty() && fields.taken() > config.maxDiffBytes()) {
                return told;
            }
            told.add(with(commit, differing.files()));
        }
        return told;
    }

    private Commit with(Commit commit, List<DraftDiff> files) {
        int more = files.size() - request.fileLimit();
        return new Commit(
                commit.oid(),
                commit.parents(),
                commit.author(),
                commit.committer(),
                commit.subject(),
                commit.body(),
                commit.refs(),
                commit.stats(),
                files.stream()
                        .limit(request.fileLimit())
                        .map(DraftDiff::changed)
                        .toList(),
                more > 0 ? more : null);
    }
}
