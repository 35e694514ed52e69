package dev.trestle.verticle.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bus.Caller;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Git;
import dev.trestle.wire.GitWork;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GitOrderTest {

    @RegisterExtension
    private final GitNode node = new GitNode("git.timeoutMs", "3000");

    @Test
    void changesOfOneRepositoryComeOneAfterTheOtherInTheirOrder() throws IOException {
        // Given
        var git = node.repository();
        var calls = new ArrayList<Future<?>>();
        // When
        for (int i = 0; i < 10; i++) {
            calls.add(node.send(GitWork.COMMIT, new GitWork.Commit("", "commit " + i, false, null, false, true)));
            calls.add(node.send(Git.STATUS, new Git.AskStatus("", 10, false)));
        }
        // Then
        GitNode.await(Future.all(calls));
        assertThat(git.run("log", "--reverse", "--format=%s").lines().toList())
                .isEqualTo(List.of(
                        "commit 0",
                        "commit 1",
                        "commit 2",
                        "commit 3",
                        "commit 4",
                        "commit 5",
                        "commit 6",
                        "commit 7",
                        "commit 8",
                        "commit 9"));
    }

    @Test
    void aLockThatIsThereIsToldWithItsAge() throws IOException {
        // Given
        var git = node.repository().file(".git/index.lock", "").file("a", "");
        var lock = node.root().resolve(".git/index.lock");
        Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minusSeconds(60)));
        // When
        var failure = node.failure(Git.STAGE, "{'paths': ['a']}");
        // Then
        assertThat(failure.code()).isEqualTo(ErrorCode.BUSY);
        assertThat(failure.details()).containsEntry("lock", "index.lock");
        assertThat(((Number) failure.details().get("ageMs")).longValue()).isBetween(59_000L, 120_000L);
        assertThat(node.status().untracked()).containsExactly("a");
        assertThat(node.call(GitWork.UNLOCK, "{}").getBoolean("removed")).isTrue();
        node.call(Git.STAGE, "{'paths': ['a']}");
        assertThat(git.run("diff", "--cached", "--name-only")).isEqualTo("a");
        assertThat(node.call(GitWork.UNLOCK, "{}").getBoolean("removed")).isFalse();
    }

    @Test
    void aLockOfAGitThatRunsIsNotRemoved() throws Exception {
        // Given
        node.repository();
        new RealGit(node.root()).file(".git/index.lock", "");
        var running = new ProcessBuilder("git", "cat-file", "--batch")
                .directory(node.root().toFile())
                .start();
        try {
            GitNode.until(() -> node.failure(GitWork.UNLOCK, "{}").code() == ErrorCode.BUSY);
        } finally {
            running.destroyForcibly().waitFor();
        }
        // Then
        GitNode.until(this::isUnlocked);
    }

    /** Whether there was a lock and is none any more; a git that goes by on a busy machine may look like one at work. */
    private boolean isUnlocked() {
        return GitNode.await(node.send(GitWork.UNLOCK, new GitWork.Unlock(""))
                .map(GitWork.Unlocked::removed)
                .otherwise(false));
    }

    @Test
    void aGitThatNeverEndsIsEndedWithAllThatItStarted() throws IOException {
        // Given
        var git = node.repository()
                .file(".git/info/attributes", "a filter=slow\n")
                .file("a", "");
        git.run("config", "filter.slow.clean", "sleep 1234.5");
        // When
        var failure = node.failure(Git.STAGE, "{'paths': ['a']}");
        // Then
        assertThat(failure.code()).isEqualTo(ErrorCode.TIMEOUT);
        GitNode.until(() -> !sleeps());
        assertThat(git.exists(".git/index.lock")).isFalse();
    }

    @Test
    void aCallThatIsCancelledEndsItsGit() throws IOException {
        // Given
        var git = node.repository()
                .file(".git/info/attributes", "a filter=slow\n")
                .file("a", "");
        git.run("config", "filter.slow.clean", "sleep 1234.5");
        var caller = Caller.of("test", Duration.ofSeconds(30));
        var staged = node.send(Git.STAGE, new Git.Stage("", List.of("a"), List.of(), null, null), caller);
        GitNode.until(GitOrderTest::sleeps);
        // When
        node.cancel(Git.STAGE, caller);
        // Then
        assertThat(GitNode.code(staged)).isEqualTo(ErrorCode.CANCELLED);
        GitNode.until(() -> !sleeps());
    }

    @Test
    void whatAFilterLeavesBehindEndsWithItsGit() throws IOException {
        // Given
        var git = node.repository().file(".git/info/attributes", "a filter=slow\n");
        git.file("a", "");
        git.run("config", "filter.slow.clean", "sleep 1234.5 >/dev/null & cat");
        // When
        node.call(Git.STAGE, "{'paths': ['a']}");
        // Then
        GitNode.until(() -> !sleeps());
        assertThat(git.run("diff", "--cached", "--name-only")).isEqualTo("a");
    }

    private static boolean sleeps() {
        return ProcessHandle.allProcesses()
                .anyMatch(process -> process.info().commandLine().orElse("").contains("sleep 1234.5"));
    }
}
