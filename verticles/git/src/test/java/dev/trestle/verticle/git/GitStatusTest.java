package dev.trestle.verticle.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Git;
import dev.trestle.wire.Git.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GitStatusTest {

    @RegisterExtension
    private final GitNode node = new GitNode();

    @Test
    void tellsWhatIsStagedChangedRenamedAndUntracked() throws IOException {
        // Given
        var git = node.repository();
        git.commit("a", "one\n");
        git.commit("old name", "a file that is long enough\nto be known again\n");
        git.file("a", "two\n").file("new", "").run("add", "new");
        git.run("mv", "old name", "new \"name\"\twith\nall");
        git.file("untracked ☃", "");
        // When
        var status = node.status();
        // Then
        assertThat(status.branch()).isEqualTo("main");
        assertThat(status.oid()).isEqualTo(git.head());
        assertThat(status.state()).isEqualTo(State.CLEAN);
        assertThat(status.untracked()).containsExactly("untracked ☃");
        assertThat(status.entries())
                .extracting(Git.Entry::path, Git.Entry::from, Git.Entry::index, Git.Entry::worktree, Git.Entry::score)
                .containsExactlyInAnyOrder(
                        tuple("a", null, ".", "M", null),
                        tuple("new", null, "A", ".", null),
                        tuple("new \"name\"\twith\nall", "old name", "R", ".", 100));
    }

    @Test
    void tellsTheSidesOfAConflict() throws IOException {
        // Given
        var git = node.repository();
        var base = git.commit("a", "base\n");
        git.commit("a", "ours\n");
        git.run("switch", "-q", "-c", "other", base);
        git.commit("a", "theirs\n");
        git.may("merge", "main");
        // When
        var status = node.status();
        // Then
        assertThat(status.state()).isEqualTo(State.MERGING);
        var entry = status.entries().get(0);
        assertThat(entry.index() + entry.worktree()).isEqualTo("UU");
        assertThat(git.run("cat-file", "-p", entry.conflict().base())).isEqualTo("base");
        assertThat(git.run("cat-file", "-p", entry.conflict().ours())).isEqualTo("theirs");
        assertThat(git.run("cat-file", "-p", entry.conflict().theirs())).isEqualTo("ours");
    }

    @Test
    void namesThatAreNotUtf8ComeAsBytesBesideTheText() throws IOException {
        // Given
        var git = node.repository();
        git.sh("touch \"$(printf 'tracked-\\351')\" && git add . && touch \"$(printf 'untracked-\\351')\"");
        // When
        var status = node.status();
        // Then
        var entry = status.entries().get(0);
        assertThat(entry.path()).isEqualTo("tracked-�");
        assertThat(Base64.getDecoder().decode(entry.pathBytes())).endsWith((byte) '-', (byte) 0xe9);
        assertThat(status.untracked()).containsExactly("untracked-�");
        assertThat(status.odd()).hasSize(1);
        assertThat(Base64.getDecoder().decode(status.odd().get(0).pathBytes())).endsWith((byte) '-', (byte) 0xe9);
    }

    @Test
    void aheadAndBehindAreCountedAgainstTheUpstream() throws IOException {
        // Given
        var git = node.repository();
        var base = git.commit("a", "1");
        git.run("branch", "base", base);
        git.run("branch", "--set-upstream-to=base");
        git.commit("a", "2");
        // When
        var status = node.status();
        // Then
        assertThat(status.upstream()).isEqualTo("base");
        assertThat(status.ahead()).isEqualTo(1);
        assertThat(status.behind()).isZero();
    }

    @Test
    void moreThanTheLimitIsTruncated() throws IOException {
        // Given
        var git = node.repository();
        git.sh("seq 1 5000 | sed 's/.*/file-number-&/' | xargs touch");
        // When
        var status = node.call(Git.STATUS, new Git.AskStatus("", 100, false));
        // Then
        assertThat(status.untracked()).hasSize(100);
        assertThat(status.truncated()).isTrue();
    }

    @Test
    void ignoredFilesAreListedWhenAskedFor() throws IOException {
        node.repository().file(".gitignore", "*.log\n").file("a.log", "");

        var status = node.call(Git.STATUS, new Git.AskStatus("", 100, true));

        assertThat(status.ignored()).containsExactly("a.log");
        assertThat(node.status().ignored()).isNull();
    }

    @Test
    void aFolderThatIsMissingIsNamed() {
        var failure = node.failure(Git.STATUS, "{'path': 'nowhere'}");

        assertThat(failure.code()).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(failure).hasMessageContaining("nowhere");
    }

    @Test
    void takesNoLockAndWritesNothing() throws IOException {
        // Given
        var git = node.repository();
        git.commit("a", "1");
        git.file("a", "1");
        var before = Files.getLastModifiedTime(node.root().resolve(".git/index"));
        Files.setLastModifiedTime(node.root().resolve("a"), FileTime.fromMillis(1_000_000));
        // When
        var status = node.status();
        // Then
        assertThat(status.entries()).isEmpty();
        assertThat(Files.getLastModifiedTime(node.root().resolve(".git/index"))).isEqualTo(before);
    }
}
