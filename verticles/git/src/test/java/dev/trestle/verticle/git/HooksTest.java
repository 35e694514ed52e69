package dev.trestle.verticle.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.wire.Git;
import dev.trestle.wire.GitWork;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HooksTest {

    @RegisterExtension
    private final GitNode node = new GitNode("git.hooks", "true");

    @Test
    void runForWritesWhenTheyAreWanted() throws IOException {
        // Given
        var git = node.repository().file("a", "");
        git.run("add", "a");
        git.sh("printf '#!/bin/sh\\ntouch hooked\\n' > .git/hooks/pre-commit; chmod +x .git/hooks/pre-commit");
        git.sh("cp .git/hooks/pre-commit .git/hooks/post-index-change");
        // When
        node.call(Git.STATUS, "{}");
        // Then
        assertThat(git.exists("hooked")).isFalse();
        node.call(GitWork.COMMIT, "{'message': 'x'}");
        assertThat(git.exists("hooked")).isTrue();
    }
}
