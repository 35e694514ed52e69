package dev.trestle.verticle.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.wire.Feeds;
import dev.trestle.wire.Git;
import dev.trestle.wire.GitRemote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code changed} on the topic, by whatever hand. */
class GitChangedTest {

    private static final long FLOOD_S = 3;

    @RegisterExtension
    private final GitNode node = GitNode.withoutPrograms();

    private RealGit git;

    @BeforeEach
    void aRepositoryThatIsWatched() throws IOException {
        var counting = node.programs().resolve("git");
        var path = System.getenv("PATH");
        Files.writeString(
                counting,
                "#!/bin/sh\necho start >> " + starts() + "\nPATH=" + path + "\nexport PATH\nexec git \"$@\"\n");
        assertThat(counting.toFile().setExecutable(true)).isTrue();
        git = node.repository();
        git.commit("folder/a", "1");
        node.call(Feeds.GIT, "{\"kind\": \"git\", \"leaseMs\": 1000}");
        // Until it is, somebody changes something again and again.
        GitNode.until(() -> {
            git.run("update-ref", "refs/heads/probe", "HEAD");
            git.run("update-ref", "-d", "refs/heads/probe");
            return changes() > 0;
        });
        settle();
    }

    private long changes() {
        return node.told().stream()
                .filter(one -> one.event().equals(GitRemote.CHANGED))
                .count();
    }

    /** Until nothing more is told: a marker of our own comes last. */
    private void settle() {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(700);
        GitNode.until(() -> System.nanoTime() > end);
    }

    private void toldAfter(Runnable change) {
        long before = changes();
        change.run();
        GitNode.until(() -> changes() > before);
        assertThat(node.told(GitRemote.CHANGED).getString("path")).isEmpty();
    }

    @Test
    void isToldOfFilesTheIndexRefsAndHead() {
        toldAfter(() -> git.sh("echo 2 > folder/a"));
        settle();
        toldAfter(() -> git.run("add", "."));
        settle();
        toldAfter(() -> git.run("branch", "deep/in/a/folder"));
        settle();
        toldAfter(() -> git.run("switch", "-q", "-c", "other"));
        settle();
        toldAfter(() -> git.sh("mkdir -p new/folder; touch new/folder/file"));
        settle();
        toldAfter(() -> git.sh("touch new/another"));
    }

    @Test
    void isNotToldOfLooks() {
        long before = changes();

        for (int i = 0; i < 5; i++) {
            node.call(Git.STATUS, "{}");
        }
        settle();

        assertThat(changes()).isEqualTo(before);
    }

    /** Starts of a git by Trestle, which leaves a line for each. */
    private long gits() throws IOException {
        return Files.exists(starts()) ? Files.readAllLines(starts()).size() : 0;
    }

    private Path starts() {
        return node.outside().resolve("starts");
    }

    @Test
    void aFloodOfChangesAndOfNewFoldersIsToldTwiceASecondAndStartsFewGits() throws Exception {
        // Given
        assertThat(gits()).as("those of the look before are counted").isPositive();
        long before = changes();
        long started = gits();
        var script =
                "i=0; while :; do i=$((i+1)); echo x > folder/a; touch .git/HEAD; mkdir new$i; echo x > new$i/b; done";
        var flood = new ProcessBuilder("/bin/sh", "-c", script)
                .directory(node.root().toFile())
                .start();
        // When
        boolean ended = flood.waitFor(FLOOD_S, TimeUnit.SECONDS);
        flood.destroyForcibly().waitFor();
        // Then
        assertThat(ended).isFalse();
        assertThat(changes() - before).isBetween(1L, 2 * FLOOD_S + 2);
        assertThat(gits() - started).isBetween(1L, 2 * FLOOD_S);
    }
}
