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
import dev.trestle.verticle.git.remote.AnswerCredential;
import dev.trestle.verticle.git.remote.CloneRepository;
import dev.trestle.verticle.git.remote.FetchRemote;
import dev.trestle.verticle.git.remote.PullRemote;
import dev.trestle.verticle.git.remote.PushBranch;
import dev.trestle.verticle.git.remote.Remotes;
import dev.trestle.verticle.git.remote.TopicEvents;
import dev.trestle.verticle.git.repository.Repositories;
import dev.trestle.verticle.git.watch.FollowRepository;
import dev.trestle.verticle.git.watch.Watches;
import dev.trestle.verticle.git.write.BranchChange;
import dev.trestle.verticle.git.write.CommitStaged;
import dev.trestle.verticle.git.write.DiscardChanges;
import dev.trestle.verticle.git.write.InitRepository;
import dev.trestle.verticle.git.write.MergeRevision;
import dev.trestle.verticle.git.write.RemoveLock;
import dev.trestle.verticle.git.write.StageFiles;
import dev.trestle.verticle.git.write.StashChanges;
import dev.trestle.verticle.git.write.SwitchTo;
import dev.trestle.verticle.git.write.UnstageFiles;
import dev.trestle.wire.Feeds;
import dev.trestle.wire.Git;
import dev.trestle.wire.GitBlame;
import dev.trestle.wire.GitHistory;
import dev.trestle.wire.GitRemote;
import dev.trestle.wire.GitWork;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Serves {@link Git}, {@code GitWork}, {@link GitHistory} and {@code GitRemote}: a table of operations, nothing else. */
public final class GitVerticle extends VerticleBase {

    private final Node node;
    private final GitConfig config;
    private final PtyConfig terminals;
    private final Map<String, Path> workspaces;
    private final Map<String, String> variables;
    private Repositories repositories;
    private Watches watches;
    private Operations operations;

    /** The repositories of {@code workspaces}, a directory for each id; gits run in the sandbox of {@code terminals}. */
    public GitVerticle(Node node, GitConfig config, PtyConfig terminals, Map<String, Path> workspaces) {
        this(node, config, terminals, workspaces, System.getenv());
    }

    /** With these {@code variables} as if they were those of this process. */
    GitVerticle(
            Node node,
            GitConfig config,
            PtyConfig terminals,
            Map<String, Path> workspaces,
            Map<String, String> variables) {
        this.node = node;
        this.config = config;
        this.terminals = terminals;
        this.workspaces = workspaces;
        this.variables = variables;
    }

    @Override
    public Future<?> start() {
        return vertx.executeBlocking(this::prepare).compose(ready -> {
            repositories = ready;
            var events = new TopicEvents(node);
            watches = new Watches(ready, events, config.watchFolders());
            ready.onFound(watches::follow);
            operations = Operations.of(node, "git", workspaces.keySet());
            serveLooks(ready);
            serveChanges(ready);
            serveExchanges(ready, new Remotes(ready.git(), config, events));
            ready.tidy();
            return operations.start();
        });
    }

    private void serveLooks(Repositories ready) {
        operations
                .serve(Git.STATUS, new ReadStatus(ready))
                .serve(GitHistory.DIFF, new ReadDiff(ready, config))
                .serve(GitHistory.LOG, new ReadLog(ready, config))
                .serve(GitHistory.SHOW, new ShowCommit(ready, config))
                .serve(GitBlame.BLAME, new BlameFile(ready, config))
                .serve(Git.BRANCHES, new ListRefs(ready))
                .serve(Feeds.GIT, new FollowRepository(ready));
    }

    private void serveChanges(Repositories ready) {
        operations
                .serve(Git.STAGE, new StageFiles(ready))
                .serve(Git.UNSTAGE, new UnstageFiles(ready))
                .serve(Git.DISCARD, new DiscardChanges(ready))
                .serve(GitWork.COMMIT, new CommitStaged(ready))
                .serve(GitWork.CHECKOUT, new SwitchTo(ready))
                .serve(GitWork.BRANCH, new BranchChange(ready))
                .serve(GitWork.MERGE, new MergeRevision(ready))
                .serve(GitWork.STASH, new StashChanges(ready))
                .serve(GitWork.INIT, new InitRepository(ready))
                .serve(GitWork.UNLOCK, new RemoveLock(ready));
    }

    private void serveExchanges(Repositories ready, Remotes remotes) {
        operations
                .serve(GitRemote.FETCH, new FetchRemote(ready, remotes))
                .serve(GitRemote.PULL, new PullRemote(ready, remotes))
                .serve(GitRemote.PUSH, new PushBranch(ready, remotes))
                .serve(GitRemote.CLONE, new CloneRepository(ready, remotes, config))
                .serve(GitRemote.CREDENTIAL, new AnswerCredential(remotes));
    }

    /** Blocks: looks at directories and tries the sandbox and git. */
    private Repositories prepare() throws IOException {
        var git = new GitProgram(config, terminals, variables);
        git.check(workspaces.values());
        return new Repositories(vertx, config, git, workspaces);
    }

    @Override
    public Future<?> stop() {
        return operations.stop().eventually(() -> {
            watches.close();
            repositories.close();
            return vertx.executeBlocking(() -> {
                repositories.git().close();
                return null;
            });
        });
    }
}
