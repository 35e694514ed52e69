package dev.trestle.verticle.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bus.Caller;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.GitRemote;
import dev.trestle.wire.GitRemote.Clone;
import dev.trestle.wire.GitWork;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** With a remote that is a folder beside the workspace. */
class GitRemoteTest {

    @RegisterExtension
    private final GitNode node = new GitNode("git.allowFileTransport", "true");

    private RealGit origin;
    private RealGit bare;

    @BeforeEach
    void aRemote() throws IOException {
        origin = RealGit.init(node.outside().resolve("origin"));
        origin.commit("a", "1\n");
        origin.run("clone", "-q", "--bare", ".", "../bare.git");
        bare = new RealGit(node.outside().resolve("bare.git"));
        origin.run("remote", "add", "origin", bare.folder().toString());
        origin.run("fetch", "-q");
        origin.run("branch", "-q", "--set-upstream-to=origin/main");
    }

    private String url() {
        return "file://" + bare.folder();
    }

    private RealGit cloned() {
        node.call(GitRemote.CLONE, new Clone(url(), "copy", null, null));
        var copy = new RealGit(node.root().resolve("copy"));
        copy.run("config", "user.name", "Grace");
        copy.run("config", "user.email", "grace@example.org");
        return copy;
    }

    private List<String> left() {
        return List.of(node.root().toFile().list());
    }

    @Test
    void aCloneIsWholeAndTellsItsProgress() {
        var copy = cloned();

        assertThat(copy.head()).isEqualTo(origin.head());
        assertThat(node.status("copy").upstream()).isEqualTo("origin/main");
        assertThat(left()).containsExactly("copy");
        var progress = node.told(GitRemote.PROGRESS);
        assertThat(progress.getString("operation")).isEqualTo("git.clone");
        assertThat(progress.getString("path")).isEqualTo("copy");
        assertThat(progress.getString("phase")).isNotEmpty();
    }

    @Test
    void aCloneCanBeOfOneBranchAndNotDeep() throws IOException {
        origin.commit("a", "2\n");
        origin.run("push", "-q", "origin", "HEAD:side");

        node.call(GitRemote.CLONE, new Clone(url(), "copy", 1, "side"));

        assertThat(node.status("copy").shallow()).isTrue();
        assertThat(node.status("copy").branch()).isEqualTo("side");
    }

    @Test
    void aCloneThatFailsLeavesNothing() {
        var failure = GitNode.failure(
                node.send(GitRemote.CLONE, new Clone("file://" + node.outside() + "/nowhere", "copy", null, null)));

        assertThat(failure.code()).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(left()).isEmpty();
    }

    @Test
    void aCloneToWhereSomethingIsIsRefused() {
        cloned();

        assertThat(GitNode.code(node.send(GitRemote.CLONE, new Clone(url(), "copy", null, null))))
                .isEqualTo(ErrorCode.ALREADY_EXISTS);
    }

    @Test
    void aCloneThatIsCancelledLeavesNothing() throws IOException {
        // Given: a remote that never ends to speak
        bare.sh("mkfifo objects/info/alternates");
        var caller = Caller.of("test", Duration.ofSeconds(30));
        var clone = node.send(GitRemote.CLONE, new Clone(url(), "copy", null, null), caller);
        GitNode.until(() -> left().size() == 1);
        // When
        node.cancel(GitRemote.CLONE, caller);
        // Then
        assertThat(GitNode.code(clone)).isEqualTo(ErrorCode.CANCELLED);
        assertThat(left()).isEmpty();
    }

    @Test
    void fetchesAndPullsWhatIsNew() throws IOException {
        // Given
        var copy = cloned();
        var second = origin.commit("a", "2\n");
        origin.run("push", "-q");
        // When
        var fetched = node.call(GitRemote.FETCH, "{'path': 'copy'}");
        // Then
        assertThat(fetched.getString("summary")).contains("main -> origin/main");
        assertThat(node.status("copy").behind()).isEqualTo(1);
        node.call(GitRemote.PULL, "{'path': 'copy'}");
        assertThat(copy.head()).isEqualTo(second);
        assertThat(node.call(GitRemote.PULL, "{'path': 'copy', 'remote': 'origin', 'branch': 'main'}")
                        .getString("summary"))
                .contains("up to date");
    }

    @Test
    void whatARemoteHasNoMoreIsPruned() throws IOException {
        origin.run("push", "-q", "origin", "HEAD:side");
        var copy = cloned();
        origin.run("push", "-q", "origin", ":side");

        node.call(GitRemote.FETCH, "{'path': 'copy', 'prune': true}");

        assertThat(copy.run("branch", "-r")).doesNotContain("side");
    }

    @Test
    void pushesABranchAndSetsTheUpstream() throws IOException {
        var copy = cloned();
        copy.run("switch", "-q", "-c", "mine");
        copy.commit("b", "1");

        var pushed = node.call(GitRemote.PUSH, "{'path': 'copy', 'setUpstream': true}");

        assertThat(pushed.getString("summary"))
                .contains("mine")
                .doesNotContain(bare.folder().toString());
        assertThat(bare.run("rev-parse", "mine")).isEqualTo(copy.head());
        assertThat(node.status("copy").upstream()).isEqualTo("origin/mine");
    }

    @Test
    void aPushThatWouldOverwriteIsAConflictUnlessTheLeaseHolds() throws IOException {
        // Given
        var copy = cloned();
        origin.commit("a", "2\n");
        origin.run("push", "-q");
        copy.run("commit", "-q", "--amend", "-m", "mine");
        // Then
        assertThat(node.failure(GitRemote.PUSH, "{'path': 'copy'}").code()).isEqualTo(ErrorCode.CONFLICT);
        assertThat(node.failure(GitRemote.PUSH, "{'path': 'copy', 'force': 'lease'}")
                        .code())
                .isEqualTo(ErrorCode.CONFLICT);
        node.call(GitRemote.FETCH, "{'path': 'copy'}");
        node.call(GitRemote.PUSH, "{'path': 'copy', 'force': 'lease'}");
        assertThat(bare.run("rev-parse", "main")).isEqualTo(copy.head());
    }

    @Test
    void aPullThatEndsInConflictsSaysWhichAndIsEnded() throws IOException {
        for (var rebase : new boolean[] {false, true}) {
            // Given
            new RealGit(node.root()).sh("rm -rf copy");
            var copy = cloned();
            origin.commit("a", "theirs " + rebase + "\n");
            origin.run("push", "-q");
            copy.commit("a", "ours\n");
            var mine = copy.head();
            // When
            var failure = node.failure(GitRemote.PULL, "{'path': 'copy', 'rebase': " + rebase + "}");
            // Then
            assertThat(failure.code()).isEqualTo(ErrorCode.CONFLICT);
            assertThat(new JsonObject(failure.details()).getJsonArray("conflicts"))
                    .containsExactly("a");
            node.call(GitWork.MERGE, "{'path': 'copy', 'action': 'abort'}");
            assertThat(copy.head()).isEqualTo(mine);
        }
    }
}
