package dev.trestle.verticle.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Git;
import dev.trestle.wire.GitBlame;
import dev.trestle.wire.GitHistory;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GitHistoryTest {

    @RegisterExtension
    private final GitNode node = new GitNode("git.maxDiffBytes", "10000", "git.maxFileDiffBytes", "4000");

    private List<String> subjects(JsonObject log) {
        return log.getJsonArray("commits").stream()
                .map(commit -> ((JsonObject) commit).getString("subject"))
                .toList();
    }

    @Test
    void pagesOfALogAreWhatTheLogIsThoughSomebodyCommitsMeanwhile() throws IOException {
        // Given
        var git = node.repository();
        for (int i = 0; i < 7; i++) {
            git.commit("file " + i, "");
        }
        var all = git.run("log", "--format=%s").lines().toList();
        // When
        var pages = new ArrayList<String>();
        var page = node.call(GitHistory.LOG, "{'limit': 3}");
        pages.addAll(subjects(page));
        while (page.getString("cursor") != null) {
            git.commit("later " + pages.size(), "");
            page = node.call(GitHistory.LOG, "{'limit': 3, 'cursor': '" + page.getString("cursor") + "'}");
            pages.addAll(subjects(page));
        }
        // Then
        assertThat(pages).isEqualTo(all);
    }

    @Test
    void aLogCanBeOfAllBranchesPageByPage() throws IOException {
        // Given
        var git = node.repository();
        git.commit("a", "1");
        for (int i = 0; i < 20; i++) {
            git.run("switch", "-q", "-c", "branch-" + i, "main");
            git.commit("b" + i, "1");
        }
        git.run("switch", "-q", "main");
        assertThat(subjects(node.call(GitHistory.LOG, "{}"))).containsExactly("change a");
        // When
        var page = node.call(GitHistory.LOG, "{'branches': true, 'limit': 15}");
        var rest = node.call(GitHistory.LOG, "{'limit': 15, 'cursor': '" + page.getString("cursor") + "'}");
        // Then
        var pages = new ArrayList<>(subjects(page));
        pages.addAll(subjects(rest));
        assertThat(pages)
                .containsExactlyInAnyOrderElementsOf(
                        git.run("log", "--branches", "--format=%s").lines().toList());
    }

    @Test
    void whatIsAskedForIsInALogOfMoreBranchesThanItCanBeginAt() throws IOException {
        // Given
        var git = node.repository();
        git.commit("a", "1");
        git.sh(
                "for i in $(seq 101 601); do printf 'commit refs/heads/b%d\\ncommitter A <a@example.org> 2000000000 +0000\\n"
                        + "data 3\\n%d\\n' $i $i; done | git fast-import --quiet");
        git.run("switch", "-q", "--detach");
        git.run("commit", "-q", "--allow-empty", "-m", "mine");
        // When
        var log = node.call(GitHistory.LOG, "{'branches': true, 'limit': 1000}");
        // Then
        assertThat(subjects(log)).contains("mine").hasSize(500);
    }

    @Test
    void aLogCanBeOfSomePathsAuthorsAndTimes() throws IOException {
        // Given
        var git = node.repository();
        git.commit("a", "1");
        git.commit("b", "1");
        git.run("-c", "user.name=Bob (x)", "commit", "-q", "--allow-empty", "-m", "Bob's");
        git.run("commit", "-q", "--allow-empty", "-m", "old", "--date=2001-01-01T00:00:00Z");
        // Then
        assertThat(subjects(node.call(GitHistory.LOG, "{'paths': ['a']}"))).containsExactly("change a");
        assertThat(subjects(node.call(GitHistory.LOG, "{'author': 'bob (X)'}"))).containsExactly("Bob's");
        assertThat(subjects(node.call(GitHistory.LOG, "{'until': '2001-01-01'}")))
                .isEmpty();
        assertThat(subjects(node.call(GitHistory.LOG, "{'revision': 'HEAD~3..HEAD~2'}")))
                .containsExactly("change b");
        assertThat(node.call(GitHistory.LOG, "{'author': 'Ada', 'limit': 1}").getString("cursor"))
                .isNotNull();
    }

    @Test
    void aCommitComesWithItsParentsRefsMessageAndStats() throws IOException {
        // Given
        var git = node.repository();
        var first = git.commit("a", "1\n2\n");
        git.file("a", "1\n3\n4\n").run("add", "a");
        git.run("commit", "-q", "-m", "Subject ☃", "-m", "Body\nof two lines");
        git.run("tag", "v1");
        // When
        var log = node.call(GitHistory.LOG, "{'stats': true}").getJsonArray("commits");
        // Then
        var commit = log.getJsonObject(0);
        assertThat(commit.getJsonArray("parents")).containsExactly(first);
        assertThat(commit.getJsonArray("refs")).contains("HEAD", "refs/heads/main", "refs/tags/v1");
        assertThat(commit.getString("subject")).isEqualTo("Subject ☃");
        assertThat(commit.getString("body")).isEqualTo("Body\nof two lines\n");
        assertThat(commit.getJsonObject("author").getString("email")).isEqualTo("ada@example.org");
        assertThat(commit.getJsonObject("stats")).isEqualTo(stats(1, 2, 1));
        assertThat(log.getJsonObject(1).getJsonObject("stats")).isEqualTo(stats(1, 2, 0));
    }

    @Test
    void commitsComeWithTheFilesThatTheyChangedAgainstTheirFirstParent() throws IOException {
        // Given
        var git = node.repository();
        git.sh("seq 1 9 > old; git add .; git commit -qm first; git mv old new; printf 'a\\0b' > binary;"
                + "echo x > \"$(printf 'f-\\351')\"; git add .; git commit -qm second;"
                + "git switch -qc side HEAD~1; echo 1 > d; git add .; git commit -qm third; git switch -q main;"
                + "git merge -q --no-ff -m merge side; git commit -qm none --allow-empty");
        // When
        var commits = node.call(GitHistory.LOG, "{'files': true}").getJsonArray("commits");
        // Then
        assertThat(files(commits, "none")).isEmpty();
        assertThat(files(commits, "merge")).containsExactly(changed("d", "A", 1));
        assertThat(files(commits, "third")).containsExactly(changed("d", "A", 1));
        assertThat(files(commits, "first")).containsExactly(changed("old", "A", 9));
        assertThat(files(commits, "second"))
                .containsExactlyInAnyOrder(
                        changed("binary", "A", 0).put("binary", true),
                        changed("f-\ufffd", "A", 1).put("pathBytes", "Zi3p"),
                        changed("new", "R", 0).put("from", "old"));
        assertThat(node.call(GitHistory.LOG, "{}")
                        .getJsonArray("commits")
                        .getJsonObject(0)
                        .getMap())
                .doesNotContainKeys("files", "moreFiles");
    }

    private static List<Object> files(JsonArray commits, String subject) {
        return commits.stream()
                .map(commit -> (JsonObject) commit)
                .filter(commit -> commit.getString("subject").equals(subject))
                .flatMap(commit -> commit.getJsonArray("files").stream())
                .toList();
    }

    private static JsonObject changed(String path, String status, int added) {
        return new JsonObject()
                .put("path", path)
                .put("status", status)
                .put("binary", false)
                .put("added", added)
                .put("removed", 0);
    }

    @Test
    void filesOfALogAreThoseOfItsPathsAndOfACommitNoMoreThanWereWanted() throws IOException {
        // Given
        var git = node.repository();
        git.sh("for i in 1 2 3 4 5; do echo 1 > file$i; done; git add .; git commit -qm five");
        // When
        var two = node.call(GitHistory.LOG, "{'files': true, 'fileLimit': 2}").getJsonArray("commits");
        var one =
                node.call(GitHistory.LOG, "{'files': true, 'paths': ['file3']}").getJsonArray("commits");
        // Then
        assertThat(files(two, "five")).containsExactly(changed("file1", "A", 1), changed("file2", "A", 1));
        assertThat(two.getJsonObject(0).getInteger("moreFiles")).isEqualTo(3);
        assertThat(files(one, "five")).containsExactly(changed("file3", "A", 1));
        assertThat(one.getJsonObject(0).getMap()).doesNotContainKey("moreFiles");
    }

    @Test
    void aPageOfALogEndsWhereItsFilesAreTooManyAndTheCursorGoesOn() throws IOException {
        // Given
        var git = node.repository();
        git.sh("for c in 1 2 3; do for i in $(seq 100); do echo $c > file$i; done; git add .; git commit -qm $c; done");
        // When
        var subjects = new ArrayList<String>();
        var page = node.call(GitHistory.LOG, "{'files': true}");
        int first = page.getJsonArray("commits").size();
        subjects.addAll(subjects(page));
        while (page.getString("cursor") != null) {
            page = node.call(GitHistory.LOG, "{'files': true, 'cursor': '" + page.getString("cursor") + "'}");
            subjects.addAll(subjects(page));
        }
        // Then
        assertThat(first).isLessThan(3);
        assertThat(subjects).containsExactly("3", "2", "1");
    }

    private static JsonObject stats(int files, int added, int removed) {
        return new JsonObject().put("files", files).put("added", added).put("removed", removed);
    }

    @Test
    void aDiffTellsHunksAndAPatchThatGitApplies() throws IOException {
        // Given
        var git = node.repository();
        git.commit("a \"b\"", "1\n2\n3\n4\n5\n6\n7\n8\n9\n");
        git.file("a \"b\"", "1\n2\n3\n4\nfive\n6\n7\n8\n9\nten");
        // When
        var diff = node.call(GitHistory.DIFF, "{'context': 1}");
        // Then
        var file = diff.getJsonArray("files").getJsonObject(0);
        assertThat(file.getString("path")).isEqualTo("a \"b\"");
        assertThat(file.getInteger("added")).isEqualTo(2);
        var hunk = file.getJsonArray("hunks").getJsonObject(0);
        assertThat(hunk.getInteger("oldStart")).isEqualTo(4);
        assertThat(hunk.getInteger("newLines")).isEqualTo(3);
        assertThat(hunk.getJsonArray("lines")).containsExactly(" 4", "-5", "+five", " 6");
        assertThat(file.getString("patch").strip()).isEqualTo(git.run("diff", "-U1", "--full-index"));
    }

    @Test
    void aDiffIsOfTheIndexOrOfTwoRevisionsOrOfOnePath() throws IOException {
        // Given
        var git = node.repository();
        var first = git.commit("a", "1\n");
        var second = git.commit("b", "1\n");
        git.file("a", "2\n").run("add", "a");
        git.file("b", "2\n");
        // Then
        assertThat(paths("{}")).containsExactly("b");
        assertThat(paths("{'staged': true}")).containsExactly("a");
        assertThat(paths("{'from': 'HEAD'}")).containsExactly("a", "b");
        assertThat(paths("{'from': '" + first + "', 'to': '" + second + "'}")).containsExactly("b");
        assertThat(paths("{'from': 'HEAD', 'paths': ['a']}")).containsExactly("a");
        assertThat(node.failure(GitHistory.DIFF, "{'from': 'nobody'}").code()).isEqualTo(ErrorCode.NOT_FOUND);
    }

    private List<String> paths(String request) {
        return node.call(GitHistory.DIFF, request).getJsonArray("files").stream()
                .map(file -> ((JsonObject) file).getString("path"))
                .toList();
    }

    @Test
    void binaryAndLargeFilesAreSaidToBeSo() throws IOException {
        // Given
        var git = node.repository();
        git.sh("printf 'a\\0b' > binary; printf 'x' > large; printf x > other; git add .; git commit -qm 1");
        git.sh("printf 'a\\0c' > binary; seq 1 5000 > large; printf y > other");
        // When
        var files = node.call(GitHistory.DIFF, "{}").getJsonArray("files");
        // Then
        assertThat(files.getJsonObject(0).getBoolean("binary")).isTrue();
        assertThat(files.getJsonObject(1).getBoolean("tooLarge")).isTrue();
        assertThat(files.getJsonObject(1).getJsonArray("hunks")).isEmpty();
    }

    @Test
    void aDiffThatIsTooLargeIsTruncated() throws IOException {
        // Given
        var git = node.repository();
        git.sh("for i in 1 2 3 4 5 6 7 8 9; do seq 1 500 > file$i; done; git add .");
        // When
        var diff = node.call(GitHistory.DIFF, "{'staged': true}");
        // Then
        assertThat(diff.getBoolean("truncated")).isTrue();
        assertThat(node.call(GitHistory.DIFF, "{'staged': true, 'limit': 2}").getJsonArray("files"))
                .hasSize(2);
    }

    @Test
    void changesOfTypeRenamesAndNamesThatAreNotUtf8AreTold() throws IOException {
        // Given
        var git = node.repository();
        git.sh(
                "odd=$(printf 'f-\\351'); seq 1 20 > \"$odd\"; seq 30 50 > old; echo 1 > typed; git add .; git commit -qm 1;"
                        + "echo x >> \"$odd\"; git mv old new; rm typed; ln -s x typed; git add -A");
        // When
        var files = node.call(GitHistory.DIFF, "{'staged': true}").getJsonArray("files");
        // Then
        var odd = files.getJsonObject(0);
        assertThat(Base64.getDecoder().decode(odd.getString("pathBytes"))).containsExactly('f', '-', 0xe9);
        assertThat(odd.getJsonArray("hunks")).hasSize(1);
        assertThat(files.getJsonObject(1).getString("from")).isEqualTo("old");
        assertThat(files.getJsonObject(2).getString("status")).isEqualTo("T");
        assertThat(files.getJsonObject(2).getJsonArray("hunks")).hasSize(2);
        assertThat(node.call(GitHistory.DIFF, "{'staged': true, 'pathsBytes': ['" + odd.getString("pathBytes") + "']}")
                        .getJsonArray("files"))
                .hasSize(1);
    }

    @Test
    void aCommitIsShownWithWhatItChanged() throws IOException {
        // Given
        var git = node.repository();
        var first = git.commit("a", "1\n");
        git.run("switch", "-q", "-c", "side");
        git.commit("b", "1\n");
        git.run("switch", "-q", "main");
        git.run("merge", "-q", "--no-ff", "--no-edit", "side");
        // When
        var root = node.call(GitHistory.SHOW, "{'revision': '" + first + "'}");
        var merge = node.call(GitHistory.SHOW, "{}");
        // Then
        assertThat(root.getJsonArray("files").getJsonObject(0).getString("status"))
                .isEqualTo("A");
        assertThat(merge.getJsonObject("commit").getJsonArray("parents")).hasSize(2);
        assertThat(merge.getJsonArray("files").getJsonObject(0).getString("path"))
                .isEqualTo("b");
    }

    @Test
    void aCommitIsShownOfSomePathsAlone() throws IOException {
        // Given
        var git = node.repository();
        git.sh("mkdir d; echo 1 > d/one; echo 1 > two; git add .; git commit -qm both");
        // When
        var folder = node.call(GitHistory.SHOW, "{'paths': ['d']}").getJsonArray("files");
        // Then
        assertThat(folder).hasSize(1);
        assertThat(folder.getJsonObject(0).getString("path")).isEqualTo("d/one");
        assertThat(node.call(GitHistory.SHOW, "{'paths': ['none']}").getJsonArray("files"))
                .isEmpty();
    }

    @Test
    void linesAreBlamedOnTheirCommits() throws IOException {
        // Given
        var git = node.repository();
        var first = git.commit("folder/☃", "1\n2\n");
        var second = git.commit("folder/☃", "1\ntwo\n");
        git.file("folder/☃", "1\ntwo\n3\n");
        // When
        var blame = node.call(GitBlame.BLAME, "{'path': 'folder/☃'}");
        // Then
        assertThat(blame.getJsonArray("lines").stream()
                        .map(line -> ((JsonObject) line).getString("oid"))
                        .toList())
                .containsExactly(first, second, "0".repeat(40));
        assertThat(blame.getJsonArray("commits")).hasSize(3);
        assertThat(node.call(GitBlame.BLAME, "{'path': 'folder/☃', 'range': {'start': 2, 'end': 2}}")
                        .getJsonArray("lines"))
                .hasSize(1);
        assertThat(node.failure(GitBlame.BLAME, "{'path': 'folder/x'}").code()).isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void branchesTagsAndUpstreamsAreListed() throws IOException {
        // Given
        var git = node.repository();
        var first = git.commit("a", "1");
        git.run("update-ref", "refs/remotes/origin/main", first);
        git.run("remote", "add", "origin", "https://example.org/x");
        git.run("branch", "--set-upstream-to=origin/main");
        git.run("tag", "-a", "-m", "tag", "v1");
        git.commit("a", "2");
        git.run("branch", "other/one");
        // When
        var branches = node.call(Git.BRANCHES, new Git.ListBranches(""));
        // Then
        assertThat(branches.current()).isEqualTo("main");
        assertThat(branches.branches())
                .containsExactly(
                        new Git.Branch("main", null, git.head(), "origin/main", 1, 0),
                        new Git.Branch("other/one", null, git.head(), null, 0, 0),
                        new Git.Branch("origin/main", "origin", first, null, 0, 0));
        assertThat(branches.tags()).containsExactly(new Git.Tag("v1", first));
    }
}
