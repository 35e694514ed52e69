package dev.trestle.verticle.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Git;
import dev.trestle.wire.GitBlame;
import dev.trestle.wire.GitHistory;
import dev.trestle.wire.GitRemote;
import dev.trestle.wire.GitWork;
import dev.trestle.wire.Operation;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** No value of a client becomes an option, a pattern, a command or a way out of the workspace. */
class HostileArgumentsTest {

    private static final List<String> OPTIONS =
            List.of("--output=canary", "-Ocanary", "--upload-pack=touch canary", "-", "--", "--exec=touch canary");

    @RegisterExtension
    private final GitNode node = new GitNode();

    private ErrorCode refused(Operation<?, ?> operation, Map<String, Object> params) {
        return node.failure(operation, new JsonObject(params).encode()).code();
    }

    @Test
    void aRevisionThatLooksLikeAnOptionIsRefused() throws IOException {
        node.repository().commit("a", "1");
        for (var option : OPTIONS) {
            var revision = Map.<String, Object>of("revision", option);
            assertThat(refused(GitHistory.LOG, revision)).isEqualTo(ErrorCode.INVALID_ARGUMENT);
            assertThat(refused(GitHistory.SHOW, revision)).isEqualTo(ErrorCode.INVALID_ARGUMENT);
            assertThat(refused(GitWork.MERGE, revision)).isEqualTo(ErrorCode.INVALID_ARGUMENT);
            assertThat(refused(GitWork.CHECKOUT, revision)).isEqualTo(ErrorCode.INVALID_ARGUMENT);
            assertThat(refused(GitHistory.DIFF, Map.of("from", option))).isEqualTo(ErrorCode.INVALID_ARGUMENT);
            assertThat(refused(GitBlame.BLAME, Map.of("path", "a", "revision", option)))
                    .isEqualTo(ErrorCode.INVALID_ARGUMENT);
        }
        assertThat(node.root().resolve("canary")).doesNotExist();
    }

    @Test
    void aBranchOrRemoteThatLooksLikeAnOptionOrIsNoneIsRefused() throws IOException {
        node.repository().commit("a", "1");
        var names =
                Stream.concat(OPTIONS.stream(), Stream.of("", "a..b", "a b", "a\nb", "@{-1}", "HEAD", "a.lock", "/a"));
        names.forEach(name -> {
            assertThat(refused(GitWork.CHECKOUT, Map.of("branch", name, "create", true)))
                    .isEqualTo(ErrorCode.INVALID_ARGUMENT);
            assertThat(refused(GitWork.BRANCH, Map.of("action", "create", "name", name)))
                    .isEqualTo(ErrorCode.INVALID_ARGUMENT);
            assertThat(refused(GitRemote.PUSH, Map.of("remote", "origin", "branch", name)))
                    .isEqualTo(ErrorCode.INVALID_ARGUMENT);
        });
        OPTIONS.forEach(name ->
                assertThat(refused(GitRemote.FETCH, Map.of("remote", name))).isEqualTo(ErrorCode.INVALID_ARGUMENT));
        assertThat(refused(GitRemote.FETCH, Map.of("remote", "nobody"))).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(refused(GitRemote.FETCH, Map.of("remote", "a/../../outside")))
                .isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void pathsAreTakenAsTheyAre() throws IOException {
        // Given
        var git = node.repository()
                .file("*", "")
                .file("--all", "")
                .file(":(top)", "")
                .file("other", "");
        // When
        node.call(Git.STAGE, new JsonObject(Map.of("paths", new JsonArray(List.of("*", "--all", ":(top)")))).encode());
        // Then
        assertThat(git.run("diff", "--cached", "--name-only", "-z").split("\0"))
                .containsExactly("*", "--all", ":(top)");
    }

    @Test
    void pathsThatLeadOutAreRefused() throws IOException {
        node.repository().commit("a", "1");
        Files.writeString(node.outside().resolve("secret"), "");
        for (var path : List.of("../outside/secret", "a/../../outside", "/etc/passwd", "a\0b")) {
            var paths = Map.<String, Object>of("paths", new JsonArray(List.of(path)));
            assertThat(refused(Git.STAGE, paths)).isEqualTo(ErrorCode.INVALID_ARGUMENT);
            assertThat(refused(GitHistory.DIFF, paths)).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        }
        assertThat(refused(Git.STATUS, Map.of("path", "../outside"))).isEqualTo(ErrorCode.FORBIDDEN);
        Files.createSymbolicLink(node.root().resolve("link"), node.outside());
        assertThat(refused(Git.STATUS, Map.of("path", "link"))).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(refused(GitWork.INIT, Map.of("path", "link/new"))).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(refused(GitRemote.CLONE, Map.of("path", "link/new", "url", "https://example.invalid/x")))
                .isEqualTo(ErrorCode.FORBIDDEN);
    }

    @Test
    void aPatchCannotLeadOutOrIntoTheRepositorysOwnFolder() throws IOException {
        node.repository().commit("a", "1");
        for (var path : List.of("../outside/new", ".git/hooks/pre-commit")) {
            var patch = "--- /dev/null\n+++ b/" + path + "\n@@ -0,0 +1 @@\n+evil\n";
            assertThat(refused(Git.STAGE, Map.of("patch", patch)))
                    .isIn(ErrorCode.INVALID_ARGUMENT, ErrorCode.UNSUPPORTED);
        }
        assertThat(node.outside().resolve("new")).doesNotExist();
    }

    @Test
    void addressesOfOtherTransportsAreRefused() {
        for (var url : List.of(
                "ext::sh -c touch% canary",
                "EXT::sh -c touch% canary",
                "fd::17",
                "file:///etc",
                "/etc",
                "../outside",
                "http://example.invalid/x",
                "git://example.invalid/x",
                "--upload-pack=touch canary",
                "-oProxyCommand=touch canary",
                "ssh://-oProxyCommand=touch/x",
                "ssh://-x/y",
                "-u@host:x",
                "user@-host:x",
                "user@host:-x",
                "https://example.invalid/x\ny",
                "https://example.invalid/x\r",
                "https://ada:secret@example.invalid/x",
                "")) {
            var failure = node.failure(GitRemote.CLONE, new JsonObject(Map.of("url", url, "path", "new")).encode());
            assertThat(failure.code()).as(url).isEqualTo(ErrorCode.INVALID_ARGUMENT);
            assertThat(failure.getMessage()).doesNotContain("secret");
        }
        assertThat(node.root().toFile().list()).isEmpty();
    }

    @Test
    void theBareGitTakesSuchValuesForOptions() throws IOException {
        var git = node.repository();
        git.commit("a", "1");
        for (var command : List.of(
                "log --output=canary", "diff --output=canary", "clone --upload-pack='touch canary; false' . copy")) {
            git.sh("git " + command + " || true");
            assertThat(git.exists("canary")).as(command).isTrue();
            Files.delete(node.root().resolve("canary"));
        }
    }
}
