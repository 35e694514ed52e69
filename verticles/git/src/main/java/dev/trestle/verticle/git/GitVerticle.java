package dev.trestle.verticle.git;

import dev.trestle.bus.Node;
import dev.trestle.bus.Operations;
import dev.trestle.config.GitConfig;
import dev.trestle.config.PtyConfig;
import dev.trestle.verticle.git.process.GitProgram;
import dev.trestle.verticle.git.read.BlameFile;
import dev.trestle.verticle.git.read.ListRefs;
import dev.trestle.verticle.git.read.ReadDiff;
import dev.trestle.verticle.git.read.ReadLog;
import dev.trestle.verticle.git.read.ReadStatus;
import dev.trestle.verticle.git.read.ShowCommit;
import dev.trestle.verticle.git.repository.Repositories;
import dev.trestle.wire.Git;
import dev.trestle.wire.GitHistory;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.nio.file.Path;
import java.util.Map;

/** Serves {@link Git}, {@code GitWork}, {@link GitHistory} and {@code GitRemote}: a table of operations, nothing else. */
public final class GitVerticle extends VerticleBase {

    private final Node node;
    private final GitConfig config;
    private final PtyConfig terminals;
    private final Map<String, Path> workspaces;
    private Repositories repositories;
    private Operations operations;

    /** The repositories of {@code workspaces}, a directory for each id; gits run in the sandbox of {@code terminals}. */
    public GitVerticle(Node node, GitConfig config, PtyConfig terminals, Map<String, Path> workspaces) {
        this.node = node;
        this.config = config;
        this.terminals = terminals;
        this.workspaces = workspaces;
    }

    @Override
    public Future<?> start() {
        return vertx.executeBlocking(this::prepare).compose(ready -> {
            repositories = ready;
            operations = Operations.of(node, "git", workspaces.keySet())
                    .serve(Git.STATUS, new ReadStatus(ready))
                    .serve(GitHistory.DIFF, new ReadDiff(ready, config))
                    .serve(GitHistory.LOG, new ReadLog(ready))
                    .serve(GitHistory.SHOW, new ShowCommit(ready, config))
                    .serve(GitHistory.BLAME, new BlameFile(ready, config))
                    .serve(Git.BRANCHES, new ListRefs(ready));
            return operations.start();
        });
    }

    /** Blocks: looks at directories and tries the sandbox. */
    private Repositories prepare() {
        var git = new GitProgram(config, terminals, System.getenv());
        git.check(workspaces.values());
        return new Repositories(vertx, config, git, workspaces);
    }

    @Override
    public Future<?> stop() {
        return operations.stop().eventually(() -> {
            repositories.close();
            return vertx.executeBlocking(() -> {
                repositories.git().close();
                return null;
            });
        });
    }
}
