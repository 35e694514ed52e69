package dev.trestle.verticle.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Git;
import dev.trestle.wire.Git.State;
import dev.trestle.wire.GitHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every state that a repository can be in, made by the real git. */
class GitStatesTest {

    @RegisterExtension
    private final GitNode node = new GitNode();

    /** Two branches that change the same line; on {@code other}. */
    private RealGit quarrel() throws IOException {
        var git = node.repository();
        var base = git.commit("a", "base\n");
        git.commit("a", "ours\n");
        git.run("switch", "-q", "-c", "other", base);
        git.commit("a", "theirs\n");
        return git;
    }

    @Test
    void noRepository() {
        assertThat(node.failure(Git.STATUS, "{}").code()).isEqualTo(ErrorCode.UNSUPPORTED);
    }

    @Test
    void aRepositoryAboveTheWorkspaceIsNone() throws IOException {
        RealGit.init(node.root().getParent());

        assertThat(node.failure(Git.STATUS, "{}").code()).isEqualTo(ErrorCode.UNSUPPORTED);
    }

    @Test
    void bare() throws IOException {
        // Given
        var oid = node.repository().commit("a", "");
        new RealGit(node.root()).run("clone", "-q", "--bare", ".", "bare.git");
        // When
        var status = node.status("bare.git");
        // Then
        assertThat(status.bare()).isTrue();
        assertThat(status.oid()).isEqualTo(oid);
        assertThat(status.branch()).isEqualTo("main");
        assertThat(node.call(GitHistory.LOG, "{'path': 'bare.git'}").getJsonArray("commits"))
                .hasSize(1);
        assertThat(node.failure(Git.STAGE, "{'path': 'bare.git', 'paths': ['a']}")
                        .code())
                .isEqualTo(ErrorCode.UNSUPPORTED);
    }

    @Test
    void empty() throws IOException {
        node.repository().file("a", "");

        var status = node.status();

        assertThat(status.oid()).isNull();
        assertThat(status.branch()).isEqualTo("main");
        assertThat(status.untracked()).containsExactly("a");
        assertThat(node.call(GitHistory.LOG, "{}").getJsonArray("commits")).isEmpty();
    }

    @Test
    void detached() throws IOException {
        var git = node.repository();
        git.commit("a", "");
        git.run("switch", "-q", "--detach");

        var status = node.status();

        assertThat(status.detached()).isTrue();
        assertThat(status.branch()).isNull();
    }

    @Test
    void shallow() throws IOException {
        var git = node.repository();
        git.commit("a", "1");
        git.commit("a", "2");
        git.run("clone", "-q", "--depth=1", "file://" + node.root(), "shallow");

        assertThat(node.status("shallow").shallow()).isTrue();
        assertThat(node.status().shallow()).isFalse();
    }

    @Test
    void aFurtherWorkingTree() throws IOException {
        var git = node.repository();
        git.commit("a", "1");
        git.run("worktree", "add", "-q", "-b", "side", "trees/side");

        var status = node.status("trees/side");

        assertThat(status.linked()).isTrue();
        assertThat(status.branch()).isEqualTo("side");
    }

    @Test
    void submodules() throws IOException {
        // Given
        var git = node.repository();
        git.commit("a", "1");
        var library = RealGit.init(node.outside().resolve("library"));
        library.commit("b", "1");
        git.run(
                "-c",
                "protocol.file.allow=always",
                "submodule",
                "add",
                "-q",
                library.folder().toString(),
                "library");
        git.run("commit", "-q", "-m", "submodule");
        var inside = new RealGit(node.root().resolve("library"));
        inside.run("-c", "user.name=A", "-c", "user.email=a@b", "commit", "-q", "--allow-empty", "-m", "more");
        // When
        var status = node.status();
        // Then
        assertThat(status.entries()).singleElement().satisfies(entry -> {
            assertThat(entry.path()).isEqualTo("library");
            assertThat(entry.submodule()).isEqualTo("SC..");
        });
        assertThat(node.status("library").oid()).isEqualTo(inside.head());
    }

    @Test
    void sparse() throws IOException {
        var git = node.repository();
        git.commit("kept/a", "1");
        git.commit("left/b", "1");
        git.run("sparse-checkout", "set", "kept");

        var status = node.status();

        assertThat(status.sparse()).isTrue();
        assertThat(status.entries()).isEmpty();
    }

    @Test
    void rebasing() throws IOException {
        quarrel().may("rebase", "main");

        assertThat(node.status().state()).isEqualTo(State.REBASING);
    }

    @Test
    void cherryPicking() throws IOException {
        quarrel().may("cherry-pick", "main");

        assertThat(node.status().state()).isEqualTo(State.CHERRY_PICKING);
    }

    @Test
    void reverting() throws IOException {
        var git = quarrel();
        git.commit("a", "again\n");
        git.may("revert", "--no-edit", "HEAD~1");

        assertThat(node.status().state()).isEqualTo(State.REVERTING);
    }

    @Test
    void bisecting() throws IOException {
        var git = quarrel();
        git.run("bisect", "start");

        assertThat(node.status().state()).isEqualTo(State.BISECTING);
    }

    @Test
    void aRepositoryWhoseFolderLiesOutsideIsRefused() throws IOException {
        RealGit.init(node.outside());
        Files.writeString(node.root().resolve(".git"), "gitdir: ../outside/.git\n");

        assertThat(node.failure(Git.STATUS, "{}").code()).isEqualTo(ErrorCode.FORBIDDEN);
    }

    @Test
    void aRepositoryThatBorrowsObjectsFromOutsideIsRefused() throws IOException {
        node.repository().commit("a", "1");
        Files.writeString(
                node.root().resolve(".git/objects/info/alternates"),
                node.outside().resolve("objects") + "\n");

        assertThat(node.failure(Git.STATUS, "{}").code()).isEqualTo(ErrorCode.FORBIDDEN);
    }

    @Test
    void objectsThatAreLinksOutOfTheWorkspaceAreRefused() throws IOException {
        // Given
        var git = node.repository();
        var kept = node.root().resolve(".git/objects");
        var oid = git.commit("a", "1");
        var folder = kept.resolve(oid.substring(0, 2));
        // Then
        moveAndLink(folder, node.root().resolve("elsewhere"));
        assertThat(node.status().oid()).isEqualTo(oid);
        moveAndLink(node.root().resolve("elsewhere"), node.outside().resolve("elsewhere"));
        assertThat(git.run("cat-file", "-t", oid)).as("git reads it").isEqualTo("commit");
        assertThat(node.failure(GitHistory.SHOW, "{}").code()).isEqualTo(ErrorCode.FORBIDDEN);
    }

    @Test
    void aPackThatIsALinkOutOfTheWorkspaceIsRefused() throws IOException {
        // Given
        var git = node.repository();
        git.commit("a", "1");
        git.run("repack", "-a", "-d", "-q");
        var pack = node.root().resolve(".git").resolve(git.sh("cd .git; ls objects/pack/*.pack"));
        // When
        moveAndLink(pack, node.outside().resolve("pack"));
        // Then
        assertThat(node.failure(GitHistory.SHOW, "{}").code()).isEqualTo(ErrorCode.FORBIDDEN);
    }

    private static void moveAndLink(Path from, Path to) throws IOException {
        Files.move(from, to);
        Files.createSymbolicLink(from, to);
    }
}
