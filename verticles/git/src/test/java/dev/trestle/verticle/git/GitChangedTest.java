package dev.trestle.verticle.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.wire.Feeds;
import dev.trestle.wire.Git;
import dev.trestle.wire.GitRemote;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code changed} on the topic, by whatever hand. */
@Tag("system")
class GitChangedTest {

    private static final long FLOOD_S = 2;

    @RegisterExtension
    private final GitNode node = new GitNode();

    private RealGit git;

    @BeforeEach
    void aRepositoryThatIsWatched() throws IOException {
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

    @Test
    void aFloodOfChangesIsToldTwiceASecondAndStartsNoGit() throws Exception {
        // Given
        long before = changes();
        var flood = new ProcessBuilder("/bin/sh", "-c", "while :; do echo x > folder/a; touch .git/HEAD; done")
                .directory(node.root().toFile())
                .start();
        // When
        int gits = 0;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(FLOOD_S);
        try {
            while (System.nanoTime() < end) {
                gits = Math.max(gits, (int) ProcessHandle.current()
                        .children()
                        .filter(child -> child.info().command().orElse("").endsWith("git"))
                        .count());
            }
        } finally {
            flood.destroyForcibly().waitFor();
        }
        // Then
        assertThat(changes() - before).isBetween(1L, 2 * FLOOD_S + 2);
        assertThat(gits).isZero();
    }
}
