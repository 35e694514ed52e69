package dev.trestle.verticle.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.wire.Git;
import dev.trestle.wire.GitHistory;
import dev.trestle.wire.GitRemote;
import dev.trestle.wire.GitWork;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * git in the sandbox of the terminals: what a repository names may run for writes, and reaches nothing of the machine. What
 * there is to reach is shown with the bare git.
 */
class GitSandboxTest {

    /** What a program of the repository tries; it notes what it could do. */
    private static final String PROBE = """
            #!/bin/bash
            exec 2>/dev/null
            seen=seen-$(basename "$0")
            cat OUTSIDE/secret >/dev/null && echo read >>$seen
            touch OUTSIDE/canary && echo wrote >>$seen
            exec 3<>/dev/tcp/127.0.0.1/PORT && echo connected >>$seen
            grep -aq surefire /proc/[0-9]*/cmdline && echo watched >>$seen
            echo ran >>$seen
            """;

    private static final Set<String> EVERYTHING = Set.of("read", "wrote", "connected", "watched", "ran");

    @RegisterExtension
    private final GitNode node = new GitNode("pty.sandbox", "bubblewrap", "git.hooks", "true");

    private final AtomicInteger connections = new AtomicInteger();
    private RealGit git;
    private ServerSocket server;

    @BeforeEach
    void aRepositoryWithAProgram() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var thread = new Thread(this::accept);
        thread.setDaemon(true);
        thread.start();
        git = node.repository().file("a", "1\n");
        Files.writeString(node.outside().resolve("secret"), "secret");
        var probe = PROBE.replace("OUTSIDE", node.outside().toString())
                .replace("PORT", String.valueOf(server.getLocalPort()));
        git.file(".git/hooks/pre-commit", probe);
        git.file(".git/filter", probe + "cat\n").file(".git/info/attributes", "a filter=x\n");
        git.sh("chmod +x .git/hooks/pre-commit .git/filter");
        git.run("config", "filter.x.clean", node.root().resolve(".git/filter").toString());
    }

    private void accept() {
        try {
            while (true) {
                server.accept().close();
                connections.incrementAndGet();
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    @AfterEach
    void noServer() throws IOException {
        server.close();
    }

    /** What this program could do since the last time. */
    private Set<String> seen(String program) throws IOException {
        var seen = node.root().resolve("seen-" + program);
        var lines = Files.readAllLines(seen);
        Files.delete(seen);
        Files.deleteIfExists(node.outside().resolve("canary"));
        return Set.copyOf(lines);
    }

    @Test
    void aFilterAndAHookReachTheWorkspaceAlone() throws IOException {
        // Given
        git.run("add", "a");
        assertThat(seen("filter")).as("with the bare git").isEqualTo(EVERYTHING);
        git.run("commit", "-q", "-m", "1");
        assertThat(seen("pre-commit")).as("with the bare git").isEqualTo(EVERYTHING);
        git.file("a", "another\n").sh("rm -f seen-*");
        // When
        node.call(Git.STAGE, "{'paths': ['a']}");
        // Then
        assertThat(seen("filter")).containsExactly("ran");
        assertThat(git.run("show", ":a")).isEqualTo("another");
        node.call(GitWork.COMMIT, "{'message': '☃'}");
        assertThat(seen("pre-commit")).containsExactly("ran");
        assertThat(node.outside().resolve("canary")).doesNotExist();
        assertThat(node.call(GitHistory.LOG, "{'paths': ['☃']}").getJsonArray("commits"))
                .isEmpty();
    }

    @Test
    void whatSpeaksToOthersHasTheNetworkAndNothingElse() {
        // Given
        git.run("remote", "add", "origin", "https://127.0.0.1:" + server.getLocalPort() + "/x");
        int before = connections.get();
        // When
        node.failure(GitRemote.FETCH, "{}");
        // Then
        GitNode.until(() -> connections.get() > before);
    }
}
