package dev.trestle.verticle.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.wire.Git;
import dev.trestle.wire.GitHistory;
import dev.trestle.wire.GitWork;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** git in the sandbox of the terminals: what a repository names may run for writes, and reaches nothing of the machine. */
@Tag("system")
class GitSandboxTest {

    @RegisterExtension
    private final GitNode node = new GitNode("pty.sandbox", "bubblewrap", "git.hooks", "true");

    @Test
    void aFilterAndAHookReachTheWorkspaceAlone() throws IOException {
        // Given
        var git = node.repository().file("a", "1\n").file(".git/info/attributes", "a filter=x\n");
        var outside = node.outside();
        Files.writeString(outside.resolve("secret"), "secret");
        git.run("config", "filter.x.clean", "cat " + outside + "/secret; ls / > seen; cat");
        git.sh(
                "printf '#!/bin/sh\\necho ran > hooked; touch " + outside + "/canary; exec 2>&1;"
                        + " (exec 3<>/dev/tcp/127.0.0.1/1) || true\\n' > .git/hooks/pre-commit; chmod +x .git/hooks/pre-commit");
        // When
        node.call(Git.STAGE, "{'paths': ['a']}");
        node.call(GitWork.COMMIT, "{'message': '☃'}");
        // Then
        assertThat(git.read("seen")).doesNotContain("srv", "boot").isNotEmpty();
        assertThat(git.read("hooked")).isEqualTo("ran\n");
        assertThat(git.run("show", ":a")).isEqualTo("1");
        assertThat(outside.resolve("canary")).doesNotExist();
        assertThat(node.call(GitHistory.LOG, "{'paths': ['☃']}").getJsonArray("commits"))
                .isEmpty();
    }
}
