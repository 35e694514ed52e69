package dev.trestle.verticle.fs.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.verticle.fs.FsNode;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Search;
import dev.trestle.wire.Search.Find;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FsFindTest {

    @RegisterExtension
    final FsNode fs = new FsNode();

    private List<String> query(String query) {
        return fs.call(Search.FIND, new Find(query, null, 100, false)).paths();
    }

    private List<String> glob(String glob) {
        return fs.call(Search.FIND, new Find(null, glob, 100, false)).paths();
    }

    private void files(String... paths) throws Exception {
        for (var path : paths) {
            fs.file(path, "");
        }
    }

    @Test
    void ranksWhatOneMeansFirst() throws Exception {
        // Given
        files(
                "src/socket/ClientSocket.java",
                "src/socket/Conversation.java",
                "clients/python/sockets.py",
                "docs/client-socket.md",
                "src/main/resources/cls.txt",
                "README.md",
                "docs/readme-old.md");
        // Then
        assertThat(query("clso")).startsWith("src/socket/ClientSocket.java", "docs/client-socket.md");
        assertThat(query("CS")).startsWith("src/socket/ClientSocket.java");
        assertThat(query("readme")).containsExactly("README.md", "docs/readme-old.md");
        assertThat(query("conv.java")).containsExactly("src/socket/Conversation.java");
        assertThat(query("cls").get(0)).isEqualTo("src/main/resources/cls.txt");
        assertThat(query("python/s")).containsExactly("clients/python/sockets.py");
        assertThat(query("socket java cl")).containsExactly("src/socket/ClientSocket.java");
        assertThat(query("xyz")).isEmpty();
    }

    @Test
    void prefersNamesToDirectoriesAndShortPathsToLongOnes() throws Exception {
        // Given
        files("test/a.txt", "x/test.txt", "y/z/test.txt", "t/e/s/t.txt");
        // Then
        assertThat(query("test")).containsExactly("x/test.txt", "y/z/test.txt", "test/a.txt", "t/e/s/t.txt");
    }

    @Test
    void prefersWordsAndWhatFollowsToWhatIsScattered() throws Exception {
        // Given
        files("fooBar.c", "foobar.c", "fxbx.c", "f_b.c");
        // Then
        assertThat(query("fb")).containsExactly("f_b.c", "fooBar.c", "fxbx.c", "foobar.c");
    }

    @Test
    void keepsTheBestOfThemAndTellsThatThereAreMore() throws Exception {
        // Given
        files("a/needle.txt", "needle", "b/c/needle.txt", "n/e/e/d/l/e");
        // Then
        assertThat(fs.call(Search.FIND, new Find("needle", null, 2, false)))
                .isEqualTo(new Search.Paths(List.of("needle", "a/needle.txt"), true));
        assertThat(fs.call(Search.FIND, new Find("needle", null, 4, false)).truncated())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "*.java; A.java src/B.java src/x/C.java",
                "src/*.java; src/B.java",
                "src/**; src/B.java src/x/C.java src/x/d.txt",
                "**/x/*; src/x/C.java src/x/d.txt",
                "/*.java; A.java",
                "?.java; A.java src/B.java src/x/C.java",
                "[!AB].{java,txt}; src/x/C.java src/x/d.txt",
                "{src/x,lib}/*.{j*,t?t}; src/x/C.java src/x/d.txt",
                "**; .hidden A.java [a]*.md src/B.java src/x/C.java src/x/d.txt",
                "\\[a]\\*.md; [a]*.md",
                ".h*; .hidden",
                "src; ''"
            })
    void findsByGlobInTheOrderOfPaths(String glob, String paths) throws Exception {
        // Given
        files("A.java", "src/B.java", "src/x/C.java", "src/x/d.txt", ".hidden", "[a]*.md");
        // Then
        assertThat(String.join(" ", glob(glob))).isEqualTo(paths);
    }

    @Test
    void leavesOutWhatGitIgnoresUnlessAsked() throws Exception {
        // Given
        files(".git/HEAD", "a.log", "b.txt", "node_modules/c.txt");
        fs.file(".gitignore", "*.log\nnode_modules\n");
        // Then
        assertThat(glob("*")).containsExactly(".gitignore", "b.txt");
        assertThat(fs.call(Search.FIND, new Find(null, "*", 100, true)).paths())
                .containsExactly(".gitignore", "a.log", "b.txt", "node_modules/c.txt");
    }

    @Test
    void findsFilesAloneAndFollowsNoLink() throws Exception {
        // Given
        files("dir/a.txt");
        fs.link("a-link", "dir/a.txt");
        fs.link("a-dir", "dir");
        fs.link("a-out", fs.outside().toString());
        fs.pipe("a-pipe");
        // Then
        assertThat(query("a")).containsExactly("dir/a.txt");
    }

    @Test
    void isNotHeldUpByAHostileGlobOrQuery() throws Exception {
        // Given
        files("a".repeat(255), "a/".repeat(100) + "a".repeat(255));
        // Then
        assertThat(glob("*a".repeat(200) + "b")).isEmpty();
        assertThat(glob("**/a/".repeat(100) + "b")).isEmpty();
        assertThat(query("a".repeat(256))).hasSize(1);
    }

    @Test
    void aCallThatNobodyWaitsForStops() throws Exception {
        // Given
        for (int i = 0; i < 500; i++) {
            files("a/".repeat(100) + i + "a".repeat(250));
        }
        // When
        var refused = fs.cancel(Search.FIND, new Find("a".repeat(256), null, 10, false));
        // Then
        assertThat(refused.code()).isEqualTo(ErrorCode.CANCELLED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{}; either query or glob must be given, and not both",
                "{\"query\":\"a\",\"glob\":\"*\"}; either query or glob must be given, and not both",
                "{\"query\":\" \"}; query must have 1 to 256 characters, and not spaces alone",
                "{\"glob\":\"a\\\\\"}; glob is not a glob: nothing follows the last backslash",
                "{\"glob\":\"[[:no:]]\"}; glob is not a glob: there is no class of characters [:no:]",
                "{\"glob\":\"{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}\"}; "
                        + "glob is not a glob: its braces stand for more than 256 globs",
                "{\"query\":\"a\",\"limit\":0}; limit must be between 1 and 10000"
            })
    void saysWhatIsWrong(String params, String message) {
        // When
        var refused = fs.failureOf(Search.FIND, params);
        // Then
        assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        assertThat(refused.message()).isEqualTo(message);
    }
}
