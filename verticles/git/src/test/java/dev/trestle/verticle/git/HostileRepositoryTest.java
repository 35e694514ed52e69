package dev.trestle.verticle.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Git;
import dev.trestle.wire.GitBlame;
import dev.trestle.wire.GitHistory;
import dev.trestle.wire.GitWork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A repository whose settings name a program: that it would run is shown with the bare git, and that it does not with
 * Trestle. A program that ran has made a file beside the workspace.
 */
class HostileRepositoryTest {

    @RegisterExtension
    private final GitNode node = new GitNode();

    private RealGit git;
    private Path canary;

    @BeforeEach
    void aRepositoryAndAProgram() throws IOException {
        git = node.repository();
        git.commit("a", "1\n");
        git.file("a", "2\n");
        canary = node.outside().resolve("canary");
        git.file(".git/evil", "#!/bin/sh\necho ran >> " + canary + "\ncat\n");
        git.sh("chmod +x .git/evil");
    }

    private String evil() {
        return node.root().resolve(".git/evil").toString();
    }

    /** The bare git does run it; from here on it counts. */
    private void firesWith(String... arguments) throws IOException {
        git.may(arguments);
        assertThat(canary).as("the bare git runs it").exists();
        Files.delete(canary);
        git.file("a", "another\n");
    }

    /** Everything that looks. */
    private void look() {
        node.call(Git.STATUS, "{'ignored': true}");
        node.call(GitHistory.DIFF, "{}");
        node.call(GitHistory.DIFF, "{'staged': true}");
        node.call(GitHistory.DIFF, "{'from': 'HEAD'}");
        node.call(GitHistory.LOG, "{'stats': true, 'paths': ['a']}");
        node.call(GitHistory.SHOW, "{}");
        node.call(GitBlame.BLAME, "{'path': 'a'}");
        node.call(Git.BRANCHES, "{}");
        node.call(GitWork.STASH, "{'action': 'list'}");
    }

    @Test
    void fsmonitorDoesNotRun() throws IOException {
        git.run("config", "core.fsmonitor", evil());
        firesWith("status");

        look();
        node.call(Git.STAGE, "{'paths': ['a']}");

        assertThat(canary).doesNotExist();
    }

    @Test
    void filtersDoNotRunForLooks() throws IOException {
        git.file(".git/info/attributes", "a filter=x\n");
        git.run("config", "filter.x.clean", evil());
        git.run("config", "filter.x.smudge", evil());
        git.run("config", "filter.x.required", "true");
        firesWith("diff");

        look();

        assertThat(canary).doesNotExist();
    }

    @Test
    void filterProcessesDoNotRunForLooks() throws IOException {
        git.file(".git/info/attributes", "a filter=x.y\n");
        git.run("config", "filter.x.y.process", evil());
        firesWith("diff");

        look();

        assertThat(canary).doesNotExist();
    }

    @Test
    void filtersOfFilesThatAreIncludedDoNotRunForLooks() throws IOException {
        git.file(".git/info/attributes", "a filter=x\n");
        git.file(".git/more", "[filter \"x\"]\n\tclean = " + evil() + "\n");
        git.run("config", "include.path", "more");
        firesWith("diff");

        look();

        assertThat(canary).doesNotExist();
    }

    @Test
    void filtersOfOneWorkingTreeDoNotRunForLooks() throws IOException {
        git.file(".git/info/attributes", "a filter=x\n");
        git.run("config", "extensions.worktreeConfig", "true");
        git.run("config", "--worktree", "filter.x.clean", evil());
        firesWith("diff");

        look();

        assertThat(canary).doesNotExist();
    }

    @Test
    void aFilterThatCannotBeSetAsideIsRefusedForLooks() throws IOException {
        git.file(".git/info/attributes", "a filter=x=y\n");
        git.run("config", "filter.x=y.clean", evil());
        firesWith("diff");

        assertThat(node.failure(Git.STATUS, "{}")).hasMessageContaining("filter");
        assertThat(node.failure(GitHistory.DIFF, "{}").code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);

        assertThat(canary).doesNotExist();
    }

    @Test
    void externalDiffsDoNotRun() throws IOException {
        git.run("config", "diff.external", evil());
        firesWith("diff");

        look();

        assertThat(canary).doesNotExist();
    }

    @Test
    void textConversionsAndDiffDriversDoNotRun() throws IOException {
        git.file(".git/info/attributes", "a diff=x\n");
        git.run("config", "diff.x.textconv", evil());
        firesWith("diff");
        firesWith("blame", "a");
        git.run("config", "--unset", "diff.x.textconv");
        git.run("config", "diff.x.command", evil());
        firesWith("diff");
        git.run("config", "diff.x.textconv", evil());

        look();

        assertThat(canary).doesNotExist();
    }

    @Test
    void signatureProgramsDoNotRun() throws IOException {
        git.run("config", "gpg.program", evil());
        git.run("config", "commit.gpgSign", "true");
        git.run("config", "log.showSignature", "true");
        git.run("add", "a");
        firesWith("commit", "-m", "x");

        look();
        node.call(GitWork.COMMIT, "{'message': 'x', 'allowEmpty': true}");

        assertThat(canary).doesNotExist();
    }

    @Test
    void hooksDoNotRun() throws IOException {
        for (var hook : new String[] {
            "pre-commit",
            "commit-msg",
            "prepare-commit-msg",
            "post-commit",
            "post-checkout",
            "post-merge",
            "post-index-change",
            "reference-transaction"
        }) {
            git.sh("cp .git/evil .git/hooks/" + hook);
        }
        firesWith("commit", "-q", "--allow-empty", "-m", "x");

        look();
        node.call(Git.STAGE, "{'paths': ['a']}");
        node.call(GitWork.COMMIT, "{'message': 'x'}");
        node.call(GitWork.CHECKOUT, "{'branch': 'new', 'create': true}");
        node.call(GitWork.STASH, "{'action': 'list'}");

        assertThat(canary).doesNotExist();
    }

    @Test
    void aWorkingTreeElsewhereIsNotLookedAt() throws IOException {
        Files.writeString(node.outside().resolve("secret"), "");
        git.run("config", "core.worktree", node.outside().toString());

        var status = node.status();

        assertThat(status.untracked()).isEmpty();
        assertThat(status.entries()).extracting(Git.Entry::path).containsExactly("a");
    }

    @Test
    void aRepositoryThatIsHiddenInTheTreeIsNotOneToFind() throws IOException {
        // Given
        git.sh("git init -q --bare sub/hidden; cp -r sub/hidden/. sub; rm -rf sub/hidden");
        git.sh("cd sub; git config core.bare false; git config core.worktree .; git config core.fsmonitor " + evil());
        git.file("sub/deep/file", "");
        firesWith("-C", "sub/deep", "status");
        // When
        var status = node.status("sub/deep");
        // Then
        assertThat(status.oid()).isEqualTo(git.head());
        assertThat(canary).doesNotExist();
    }

    @Test
    void whatIsSetUpInsideASubmoduleDoesNotRun() throws IOException {
        // Given
        var inside = RealGit.init(node.root().resolve("sub"));
        inside.commit("b", "1\n");
        git.run("-c", "advice.addEmbeddedRepo=false", "add", "sub");
        git.run("commit", "-q", "-m", "sub");
        inside.run("config", "core.fsmonitor", evil());
        inside.file(".git/info/attributes", "b filter=x\n");
        inside.run("config", "filter.x.clean", evil());
        inside.file("b", "2\n");
        firesWith("status");
        // When
        look();
        // Then
        assertThat(canary).doesNotExist();
    }

    @Test
    void aProgramOfTheRepositoryIsNotFoundOnThePath() throws IOException {
        git.sh("cp .git/evil git; cp .git/evil setsid; cp .git/evil xargs; cp .git/evil sh");

        node.call(GitHistory.LOG, "{'paths': ['☃']}");

        assertThat(canary).doesNotExist();
    }
}
