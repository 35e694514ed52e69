package dev.trestle.verticle.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Git;
import dev.trestle.wire.GitHistory;
import dev.trestle.wire.GitRemote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A repository whose settings name a program for what is spoken with remotes: that it would run is shown with the bare git,
 * and that it does not with Trestle. A program that ran has made a file beside the workspace.
 */
class HostileRemoteTest {

    @RegisterExtension
    private final GitNode node = new GitNode("git.allowFileTransport", "true");

    private RealGit git;
    private RealGit bare;
    private Path canary;

    @BeforeEach
    void aRemoteAndAProgram() throws IOException {
        git = node.repository();
        git.commit("a", "1\n");
        git.run("clone", "-q", "--bare", ".", node.outside().resolve("bare.git").toString());
        bare = new RealGit(node.outside().resolve("bare.git"));
        git.run("remote", "add", "origin", "file://" + bare.folder());
        canary = node.outside().resolve("canary");
        git.file(".git/evil", "#!/bin/sh\necho ran >> " + canary + "\nexit 1\n");
        git.sh("chmod +x .git/evil");
    }

    private String evil() {
        return node.root().resolve(".git/evil").toString();
    }

    /** The bare git does run it; from here on it counts. */
    private void firesWith(String... arguments) throws IOException {
        var said = git.may(arguments);
        assertThat(canary).as("the bare git runs it: " + said).exists();
        Files.delete(canary);
    }

    private ErrorCode refused(String remote) {
        return node.failure(GitRemote.FETCH, "{'remote': '" + remote + "'}").code();
    }

    @Test
    void theProgramThatSendsIsNotThatOfTheSettings() throws IOException {
        git.run("config", "remote.origin.uploadpack", evil());
        firesWith("fetch", "origin");

        node.call(GitRemote.FETCH, "{}");
        node.call(GitRemote.PULL, "{'remote': 'origin', 'branch': 'main'}");

        assertThat(canary).doesNotExist();
    }

    @Test
    void theProgramThatReceivesAndTheHookBeforeItAreNotThoseOfTheRepository() throws IOException {
        git.run("config", "remote.origin.receivepack", evil());
        firesWith("push", "origin", "main");
        git.sh("cp .git/evil .git/hooks/pre-push");
        git.run("config", "--unset", "remote.origin.receivepack");
        firesWith("push", "origin", "main");
        git.run("config", "remote.origin.receivepack", evil());
        var oid = git.commit("a", "2\n");

        node.call(GitRemote.PUSH, "{}");

        assertThat(canary).doesNotExist();
        assertThat(bare.head()).isEqualTo(oid);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "remote.it.url=ext::EVIL",
                "remote.it.url=x remote.it.vcs=ext remote.it.url=EVIL",
                "remote.it.url=https://example.invalid/ url.ext::EVIL.insteadOf=https://example.invalid/",
            })
    void aTransportThatIsAProgramIsRefusedWhereverItComesFrom(String settings) throws IOException {
        // Given
        git.run("config", "protocol.ext.allow", "always");
        for (var setting : settings.replace("EVIL", evil()).split(" ")) {
            var name = setting.substring(0, setting.lastIndexOf('='));
            git.run("config", name, setting.substring(name.length() + 1));
        }
        firesWith("fetch", "it");
        // Then
        assertThat(refused("it")).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(node.failure(GitRemote.PUSH, "{'remote': 'it'}").code()).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(canary).doesNotExist();
    }

    @Test
    void theCommandForSshIsNotThatOfTheSettings() throws IOException {
        git.run("config", "core.sshCommand", evil());
        git.run("config", "remote.it.url", "git@localhost.invalid:x");
        firesWith("fetch", "it");

        assertThat(refused("it")).isEqualTo(ErrorCode.UNAVAILABLE);

        assertThat(canary).doesNotExist();
    }

    @Test
    void theCommandThatListsBorrowedRefsIsNotThatOfTheSettings() throws IOException {
        // Given
        var lender = RealGit.init(node.root().resolve("lender"));
        lender.commit("b", "1");
        git.file(".git/objects/info/alternates", lender.folder().resolve(".git/objects") + "\n");
        git.run("config", "core.alternateRefsCommand", evil());
        new RealGit(node.root()).run("-C", bare.folder().toString(), "update-ref", "refs/heads/x", more());
        firesWith("fetch", "origin");
        bare.run("update-ref", "refs/heads/y", more());
        // When
        node.call(GitRemote.FETCH, "{}");
        // Then
        assertThat(canary).doesNotExist();
    }

    /** One more commit of the remote. */
    private String more() {
        return bare.sh("git -c user.name=x -c user.email=x@y commit-tree -m \"$(date +%N)\" HEAD^{tree}");
    }

    @Test
    void aLookFetchesNothingThatIsMissing() throws IOException {
        // Given: what a partial clone has not got, it would fetch when it is looked at
        git.run("config", "core.repositoryFormatVersion", "1");
        git.run("config", "extensions.partialClone", "origin");
        git.run("config", "remote.origin.promisor", "true");
        git.run("config", "remote.origin.uploadpack", evil());
        var blob = git.run("rev-parse", "HEAD:a");
        Files.delete(node.root().resolve(".git/objects/" + blob.substring(0, 2) + "/" + blob.substring(2)));
        firesWith("show", "HEAD");
        git.file("a", "other\n");
        // When
        node.call(Git.STATUS, "{}");
        node.failure(GitHistory.SHOW, "{}");
        node.failure(GitHistory.DIFF, "{}");
        // Then
        assertThat(canary).doesNotExist();
    }
}
