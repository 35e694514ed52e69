package dev.trestle.verticle.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Git;
import dev.trestle.wire.GitWork;
import dev.trestle.wire.Operation;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A machine without git, or with one that is too old: the node starts, and each call says what is missing. */
class GitInstalledTest {

    @RegisterExtension
    private final GitNode node = GitNode.withoutPrograms();

    private void script(String command) throws IOException {
        var file = Files.writeString(node.programs().resolve("git"), "#!/bin/sh\n" + command + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void aMachineWithoutGitSaysSo() throws IOException {
        node.repository();

        for (var operation : new Operation<?, ?>[] {Git.STATUS, Git.BRANCHES}) {
            var failure = node.failure(operation, "{}");
            assertThat(failure.code()).isEqualTo(ErrorCode.UNSUPPORTED);
            assertThat(failure).hasMessage("there is no git on this machine: git 2.30 or newer is needed");
        }
        assertThat(node.failure(GitWork.INIT, "{'path': 'new'}").code()).isEqualTo(ErrorCode.UNSUPPORTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"git version 2.29.3", "git version 1.99.0", "git version 2.3.0 (Apple Git-55)", "hello"})
    void anOldGitIsNamedWithWhatIsNeeded(String version) throws IOException {
        node.repository();
        script("echo '" + version + "'");

        var failure = node.failure(Git.STATUS, "{}");

        assertThat(failure.code()).isEqualTo(ErrorCode.UNSUPPORTED);
        assertThat(failure).hasMessage("this machine has " + version + ": git 2.30 or newer is needed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"git version 2.30.0", "git version 2.100.1.windows.1", "git version 3.0.rc1"})
    void aNewGitWillDo(String version) throws IOException {
        node.repository();
        script("case \"$*\" in *version) echo '" + version + "';; *) echo fatal: gone that far >&2; exit 1; esac");

        assertThat(node.failure(Git.STATUS, "{}")).hasMessageContaining("gone that far");
    }

    @Test
    void aGitThatIsInstalledMeanwhileIsFound() throws IOException {
        node.repository().file("a", "");
        assertThat(node.failure(Git.STATUS, "{}").code()).isEqualTo(ErrorCode.UNSUPPORTED);

        script("PATH=/usr/local/bin:/usr/bin:/bin; export PATH; exec git \"$@\"");

        assertThat(node.status().untracked()).containsExactly("a");
    }
}
