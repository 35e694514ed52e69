package dev.trestle.verticle.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Git;
import dev.trestle.wire.Git.State;
import dev.trestle.wire.GitHistory;
import dev.trestle.wire.GitWork;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GitChangeTest {

    @RegisterExtension
    private final GitNode node = new GitNode();

    @Test
    void stagesUnstagesAndDiscards() throws IOException {
        // Given
        var git = node.repository();
        git.commit("a *", "1\n");
        git.commit("gone", "1\n");
        git.file("a *", "2\n").file("new\nline", "").sh("rm gone; touch 'a b'");
        // Then
        var staged = node.call(Git.STAGE, "{'paths': ['a *', 'gone', 'new\\nline']}");
        assertThat(git.run("diff", "--cached", "--name-status", "-z").split("\0"))
                .containsExactly("M", "a *", "D", "gone", "A", "new\nline");
        assertThat(staged.getJsonArray("untracked")).containsExactly("a b");
        node.call(Git.UNSTAGE, "{'paths': ['']}");
        assertThat(git.run("diff", "--cached", "--name-only")).isEmpty();
        node.call(Git.DISCARD, "{'paths': ['a *', 'gone']}");
        assertThat(git.run("status", "--porcelain", "-z").split("\0")).containsExactly("?? a b", "?? new\nline");
        node.call(Git.DISCARD, "{'paths': ['.'], 'untracked': true}");
        assertThat(node.status().untracked()).isEmpty();
    }

    @Test
    void untrackedFilesAreNotDeletedUnlessAskedFor() throws IOException {
        node.repository().file("new", "precious");

        var failure = node.failure(Git.DISCARD, "{'paths': ['new']}");

        assertThat(failure.code()).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(new RealGit(node.root()).read("new")).isEqualTo("precious");
    }

    @Test
    void beforeTheFirstCommitThingsAreUnstagedToo() throws IOException {
        var git = node.repository().file("a", "");
        git.run("add", "a");

        node.call(Git.UNSTAGE, "{'paths': ['a']}");

        assertThat(node.status().untracked()).containsExactly("a");
    }

    @Test
    void aPatchStagesSomeLinesAndUnstagesThem() throws IOException {
        // Given
        var git = node.repository();
        git.commit("a", "1\n2\n3\n4\n5\n6\n7\n8\n9\n");
        git.file("a", "one\n2\n3\n4\n5\n6\n7\n8\nnine\n");
        var file = node.call(GitHistory.DIFF, "{}").getJsonArray("files").getJsonObject(0);
        var hunk = file.getString("patch").replaceAll("(?s)@@ -6.*", "");
        var request = new JsonObject(Map.of("patch", hunk)).encode();
        // Then
        assertThat(file.getJsonArray("hunks")).hasSize(2);
        node.call(Git.STAGE, request);
        assertThat(git.run("show", ":a")).startsWith("one").endsWith("9");
        assertThat(git.read("a")).endsWith("nine\n");
        assertThat(node.failure(Git.STAGE, request).code()).isEqualTo(ErrorCode.CONFLICT);
        node.call(Git.UNSTAGE, request);
        assertThat(git.run("diff", "--cached")).isEmpty();
    }

    @Test
    void commitsAmendsAndSignsOff() throws IOException {
        // Given
        var git = node.repository().file("a", "1").file("b", "1");
        git.run("add", ".");
        // When
        var commit = node.call(
                GitWork.COMMIT,
                "{'message': '# Subject\\n\\nBody', 'signOff': true, 'author': {'name': 'Grace ☃', 'email': 'g@x'}}");
        // Then
        assertThat(commit.getString("oid")).isEqualTo(git.head());
        assertThat(commit.getString("subject")).isEqualTo("# Subject");
        assertThat(commit.getInteger("files")).isEqualTo(2);
        assertThat(git.run("log", "-1", "--format=%an %ae %cn %B"))
                .isEqualTo("Grace ☃ g@x Grace ☃ # Subject\n\nBody\n\nSigned-off-by: Grace ☃ <g@x>");
        node.call(GitWork.COMMIT, "{'message': 'Another', 'amend': true}");
        assertThat(git.run("log", "--format=%an %s")).isEqualTo("Grace ☃ Another");
        git.file("c", "").run("add", "c");
        assertThat(node.call(GitWork.COMMIT, "{'amend': true}").getString("subject"))
                .isEqualTo("Another");
    }

    @Test
    void nothingToCommitIsAConflictUnlessThatIsWanted() throws IOException {
        node.repository().commit("a", "1");
        new RealGit(node.root()).file("a", "2").file("b", "");

        var failure = node.failure(GitWork.COMMIT, "{'message': 'x'}");

        assertThat(failure.code()).isEqualTo(ErrorCode.CONFLICT);
        assertThat(failure).hasMessage("nothing to commit");
        assertThat(node.call(GitWork.COMMIT, "{'message': 'x', 'allowEmpty': true}")
                        .getInteger("files"))
                .isZero();
    }

    @Test
    void aCommitOfNobodyIsRefused() throws IOException {
        var git = node.repository().file("a", "");
        git.run("config", "--unset", "user.name");
        git.run("add", "a");

        assertThat(node.failure(GitWork.COMMIT, "{'message': 'x'}"))
                .hasMessageContaining("author")
                .extracting("code")
                .isEqualTo(ErrorCode.INVALID_ARGUMENT);
    }

    @Test
    void branchesAreMadeSwitchedRenamedAndDeleted() throws IOException {
        // Given
        var git = node.repository();
        var first = git.commit("a", "1");
        git.commit("a", "2");
        // Then
        node.call(GitWork.BRANCH, "{'action': 'create', 'name': 'older', 'from': 'HEAD~1'}");
        assertThat(git.run("rev-parse", "older")).isEqualTo(first);
        assertThat(node.call(GitWork.CHECKOUT, "{'branch': 'older'}").getString("branch"))
                .isEqualTo("older");
        assertThat(git.read("a")).isEqualTo("1");
        assertThat(node.call(GitWork.CHECKOUT, "{'branch': 'new', 'create': true}")
                        .getString("branch"))
                .isEqualTo("new");
        node.call(GitWork.BRANCH, "{'action': 'rename', 'name': 'new', 'to': 'newer'}");
        assertThat(node.failure(GitWork.BRANCH, "{'action': 'create', 'name': 'newer'}")
                        .code())
                .isEqualTo(ErrorCode.ALREADY_EXISTS);
        assertThat(node.failure(GitWork.BRANCH, "{'action': 'delete', 'name': 'main'}")
                        .code())
                .isEqualTo(ErrorCode.CONFLICT);
        node.call(GitWork.BRANCH, "{'action': 'delete', 'name': 'main', 'force': true}");
        assertThat(node.failure(GitWork.CHECKOUT, "{'branch': 'main'}").code()).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(node.call(GitWork.CHECKOUT, "{'revision': '" + first + "'}").getBoolean("detached"))
                .isTrue();
    }

    @Test
    void aCheckoutThatWouldLoseChangesIsAConflictUnlessForced() throws IOException {
        var git = node.repository();
        git.commit("a", "1");
        git.run("switch", "-q", "-c", "other");
        git.commit("a", "2");
        git.file("a", "mine");

        assertThat(node.failure(GitWork.CHECKOUT, "{'branch': 'main'}").code()).isEqualTo(ErrorCode.CONFLICT);
        node.call(GitWork.CHECKOUT, "{'branch': 'main', 'force': true}");

        assertThat(git.read("a")).isEqualTo("1");
    }

    @Test
    void aMergeStopsAtAConflictAndIsEndedOrGoneOnWith() throws IOException {
        // Given
        var git = node.repository();
        var base = git.commit("a", "base\n");
        git.commit("a", "ours\n");
        git.run("switch", "-q", "-c", "other", base);
        git.commit("a", "theirs\n");
        // Then
        var failure = node.failure(GitWork.MERGE, "{'revision': 'main'}");
        assertThat(failure.code()).isEqualTo(ErrorCode.CONFLICT);
        assertThat(failure.details().toString()).contains("merging").contains("a");
        assertThat(node.call(GitWork.MERGE, "{'action': 'abort'}").getString("state"))
                .isEqualTo("clean");
        node.failure(GitWork.MERGE, "{'revision': 'main'}");
        assertThat(node.failure(GitWork.MERGE, "{'action': 'continue'}").code()).isEqualTo(ErrorCode.CONFLICT);
        git.file("a", "both\n");
        node.call(Git.STAGE, "{'paths': ['a']}");
        assertThat(node.call(GitWork.MERGE, "{'action': 'continue'}").getString("state"))
                .isEqualTo("clean");
        assertThat(git.run("rev-list", "--parents", "-1", "HEAD").split(" ")).hasSize(3);
        assertThat(node.failure(GitWork.MERGE, "{'action': 'abort'}").code()).isEqualTo(ErrorCode.CONFLICT);
    }

    @Test
    void aRebaseUnderWayIsEnded() throws IOException {
        var git = node.repository();
        var base = git.commit("a", "base\n");
        git.commit("a", "ours\n");
        git.run("switch", "-q", "-c", "other", base);
        git.commit("a", "theirs\n");
        git.may("rebase", "main");

        var status = node.call(GitWork.MERGE, new GitWork.Merge("", null, GitWork.MergeAction.ABORT));

        assertThat(status.state()).isEqualTo(State.CLEAN);
        assertThat(status.branch()).isEqualTo("other");
    }

    @Test
    void changesArePutAsideAndTakenBack() throws IOException {
        // Given
        var git = node.repository();
        git.commit("a", "1");
        git.file("a", "2").file("new", "");
        // Then
        var pushed = node.call(GitWork.STASH, "{'action': 'push', 'message': 'for ☃', 'untracked': true}");
        assertThat(pushed.getJsonArray("stashes").getJsonObject(0).getString("message"))
                .isEqualTo("On main: for ☃");
        assertThat(pushed.getJsonObject("status").getJsonArray("untracked")).isEmpty();
        assertThat(node.failure(GitWork.STASH, "{'action': 'push'}").code()).isEqualTo(ErrorCode.CONFLICT);
        assertThat(node.call(GitWork.STASH, "{'action': 'list'}").getJsonArray("stashes"))
                .hasSize(1);
        node.call(GitWork.STASH, "{'action': 'pop'}");
        assertThat(git.read("a")).isEqualTo("2");
        assertThat(node.failure(GitWork.STASH, "{'action': 'drop'}").code()).isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void aRepositoryIsMadeOnce() {
        node.call(GitWork.INIT, "{'path': 'new', 'branch': 'trunk'}");

        assertThat(node.status("new").branch()).isEqualTo("trunk");
        assertThat(node.failure(GitWork.INIT, "{'path': 'new'}").code()).isEqualTo(ErrorCode.ALREADY_EXISTS);
    }
}
