package dev.trestle.verticle.fs.search;

import static dev.trestle.verticle.fs.search.SearchRun.regex;
import static dev.trestle.verticle.fs.search.SearchRun.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.verticle.fs.FsNode;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Search;
import dev.trestle.wire.Search.Match;
import dev.trestle.wire.Search.Query;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a search finds, with and without ripgrep. */
abstract class SearchContract {

    @RegisterExtension
    final FsNode fs;

    SearchContract(FsNode fs) {
        this.fs = fs;
    }

    private List<String> places(Query query) {
        return SearchRun.of(fs, query).places();
    }

    private void bytes(String path, byte[] content) throws Exception {
        Files.write(fs.root().resolve(path), content);
    }

    private static Query among(List<String> include, List<String> exclude) {
        return new Query("x", false, false, false, include, exclude, 1000, false);
    }

    @Test
    void tellsOfEveryPlaceAndThenCountsThem() throws Exception {
        // Given
        fs.file("a.txt", "one\ntwo needle, needle\n");
        fs.file("b/c.txt", "Needle");
        fs.file("none.txt", "nothing");
        // When
        var run = SearchRun.of(fs, text("needle"));
        // Then
        assertThat(run.places()).containsExactly("a.txt:2:13", "a.txt:2:5", "b/c.txt:1:1");
        var id = run.result().searchId();
        assertThat(run.result()).isEqualTo(new Search.Outcome(id, 3, 2, false));
        assertThat(run.matches()).contains(new Match(id, "b/c.txt", 1, 1, 6, "Needle", null));
        assertThat(run.matches()).contains(new Match(id, "a.txt", 2, 5, 6, "two needle, needle", null));
        var last = run.progress().get(run.progress().size() - 1);
        assertThat(last.completed()).isBetween(2, 3).isEqualTo(last.total());
    }

    @Test
    void publishesNothingWhereNobodyFollows() throws Exception {
        // Given
        fs.file("a.txt", "needle\nneedle\n");
        // When
        var outcome = fs.call(Search.SEARCH, text("needle"));
        // Then
        assertThat(outcome).isEqualTo(new Search.Outcome(outcome.searchId(), 2, 1, false));
        assertThat(fs.log().events()).isEmpty();
    }

    @Test
    void heedsTheCaseWhenAsked() throws Exception {
        // Given
        fs.file("a.txt", "Éa éA ÉA\n");
        // Then
        assertThat(places(text("éa"))).hasSize(3);
        assertThat(places(new Query("ÉA", false, true, false, List.of(), List.of(), 10, false)))
                .containsExactly("a.txt:1:7");
        assertThat(places(new Query("É.", true, true, false, List.of(), List.of(), 10, false)))
                .containsExactly("a.txt:1:1", "a.txt:1:7");
    }

    @Test
    void foldsLettersThatLookLikeAscii() throws Exception {
        // Given
        fs.file("a.txt", "\u212A\u017Ft");
        // Then
        assertThat(places(text("kst"))).containsExactly("a.txt:1:1");
    }

    @Test
    void heedsWordsWhenAsked() throws Exception {
        // Given
        fs.file("a.txt", "cat concat cats _cat cat_ écat\n(cat)\ncat.");
        // Then
        assertThat(places(new Query("cat", false, false, true, List.of(), List.of(), 10, false)))
                .containsExactly("a.txt:1:1", "a.txt:2:2", "a.txt:3:1");
        assertThat(places(new Query("(cat)", false, false, true, List.of(), List.of(), 10, false)))
                .containsExactly("a.txt:2:1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "foo|foobar; 1+6 8+3 25+6",
                "foo(bar)?; 1+6 8+3 25+6",
                "o+; ",
                "foo|foo ba; 8+3",
                "x|-x; 16+2",
                "x*; 16+0"
            })
    void findsTheAlternativeThatIsAWord(String regex, String places) throws Exception {
        // Given
        fs.file("a.txt", "foobar foo bar -x; éfoo;foobar\n");
        // When
        var run = SearchRun.of(fs, new Query(regex, true, false, true, List.of(), List.of(), 10, false));
        // Then
        var found = run.matches().stream().map(match -> match.column() + "+" + match.length());
        assertThat(found.collect(Collectors.joining(" "))).isEqualTo(places == null ? "" : places);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "^\\w+\\(; a.txt:1:1",
                "\\bfoo\\b; a.txt:1:5 a.txt:2:1",
                "o$; a.txt:2:3",
                "[^a-z ]+; a.txt:1:4 a.txt:1:8 a.txt:3:1",
                "^$; a.txt:4:1",
                "x*é; a.txt:3:1",
                "\\W$; a.txt:1:8 a.txt:3:1",
                "\\Afoo; a.txt:2:1",
                "(?i)FOO|é; a.txt:1:5 a.txt:2:1 a.txt:3:1"
            })
    void findsRegularExpressions(String regex, String places) throws Exception {
        // Given
        fs.file("a.txt", "bar(foo)\nfoo\né\n\n");
        // When
        var found = places(regex(regex));
        // Then
        assertThat(String.join(" ", found)).isEqualTo(places);
    }

    @Test
    void takesTextForTextUnlessToldOtherwise() throws Exception {
        // Given
        fs.file("a.txt", "a.c abc \\Q --e -x");
        // Then
        assertThat(places(text("a.c"))).containsExactly("a.txt:1:1");
        assertThat(places(text("\\Q"))).containsExactly("a.txt:1:9");
        assertThat(places(text("--e"))).containsExactly("a.txt:1:12");
    }

    @Test
    void countsColumnsInUtf16Units() throws Exception {
        // Given
        fs.file("a.txt", "é😀€needle");
        // Then
        assertThat(places(text("needle"))).containsExactly("a.txt:1:5");
        assertThat(SearchRun.of(fs, text("😀")).matches().get(0).length()).isEqualTo(2);
    }

    @Test
    void leavesLineEndingsAndTheMarkAtTheBeginningOut() throws Exception {
        // Given
        fs.file("a.txt", "\ufeffone\r\ntwo\r\nlast\r");
        // When
        var run = SearchRun.of(fs, regex("^one$|^two$|^last"));
        // Then
        assertThat(run.places()).containsExactly("a.txt:1:1", "a.txt:2:1", "a.txt:3:1");
        assertThat(run.matches()).extracting(Match::text).containsExactly("one", "two", "last\r");
    }

    @Test
    void readsWhatIsNotUtf8AsFarAsItGoes() throws Exception {
        // Given
        bytes("latin1.txt", "caf\u00e9 needle\n".getBytes(StandardCharsets.ISO_8859_1));
        // When
        var run = SearchRun.of(fs, text("needle"));
        // Then
        assertThat(run.places()).containsExactly("latin1.txt:1:6");
        assertThat(run.matches().get(0).text()).isEqualTo("caf\ufffd needle");
    }

    @Test
    void passesOverWhatIsNoText() throws Exception {
        // Given
        bytes("binary", "needle\n\0needle\n".getBytes(StandardCharsets.UTF_8));
        bytes("utf16.txt", "\ufeffneedle".getBytes(StandardCharsets.UTF_16LE));
        fs.file("large.txt", "needle" + "x".repeat(FsNode.MOST_SEARCHED));
        fs.file("empty.txt", "");
        fs.file("zero-late.txt", "needle\n".repeat(2000) + "\0");
        // Then
        assertThat(SearchRun.of(fs, text("needle")).result().matches()).isEqualTo(1000);
        assertThat(places(text("needle"))).allMatch(place -> place.startsWith("zero-late.txt:"));
    }

    @Test
    void showsAPartOfALongLine() throws Exception {
        // Given
        fs.file("long.txt", "a".repeat(100_001) + "😀".repeat(100) + "needle" + "b".repeat(100_000) + "\nnext needle");
        // When
        var run = SearchRun.of(fs, text("needle"));
        // Then
        assertThat(run.places()).containsExactly("long.txt:1:100202", "long.txt:2:6");
        var match = run.matches().get(0);
        assertThat(match.text()).hasSizeBetween(999, 1000).startsWith("😀").endsWith("b");
        assertThat(match.text().indexOf("needle") + match.textColumn()).isEqualTo(100_202);
    }

    @Test
    void looksIntoNeitherTheRepositoryNorWhatItIgnoresNorThroughLinks() throws Exception {
        // Given
        fs.file(".git/config", "needle");
        fs.file(".gitignore", "*.log\n/target/");
        fs.file(".ignore", "*");
        fs.file("a.log", "needle");
        fs.file("target/a.txt", "needle");
        fs.file(".hidden/a.txt", "needle");
        fs.link("link.txt", ".hidden/a.txt");
        fs.link("dir", ".hidden");
        fs.link("out.txt", fs.outside().resolve("secret.txt").toString());
        fs.pipe("pipe");
        // Then
        assertThat(places(text("needle"))).containsExactly(".hidden/a.txt:1:1");
        assertThat(places(text("secret"))).isEmpty();
        assertThat(places(new Query("needle", false, false, false, List.of(), List.of(), 10, true)))
                .containsExactly(".hidden/a.txt:1:1", "a.log:1:1", "target/a.txt:1:1");
    }

    @Test
    void knowsWorkTreesInWorkTrees() throws Exception {
        // Given
        fs.file(".gitignore", "*.txt");
        fs.file("plain/a.txt", "needle");
        fs.file("tree/.git/info/exclude", "/b.txt");
        fs.file("tree/.gitignore", "logs/*\n!logs/keep.txt");
        for (var path : List.of("a.txt", "b.txt", "logs/c.txt", "logs/keep.txt", "deep/b.txt", "deep/x/y/z.txt")) {
            fs.file("tree/" + path, "needle");
        }
        fs.file("tree/deep/.gitignore", "/x/");
        // Then
        assertThat(places(text("needle")))
                .containsExactly("plain/a.txt:1:1", "tree/a.txt:1:1", "tree/deep/b.txt:1:1", "tree/logs/keep.txt:1:1");
    }

    @Test
    void takesWhatIsNoFileForAnIgnoreFileLikeNone() throws Exception {
        // Given
        fs.file(".git/HEAD", "");
        fs.file(".gitignore/a.txt", "needle");
        fs.file("deep/" + "d/".repeat(126) + "in.txt", "needle");
        fs.file("deep/" + "d/".repeat(128) + "out.txt", "needle");
        // Then
        assertThat(places(text("needle"))).hasSize(2).contains(".gitignore/a.txt:1:1");
    }

    @Test
    void heedsGlobs() throws Exception {
        // Given
        for (var path : List.of("a.java", "a.txt", "src/b.java", "src/test/c.java", "src/test/c.txt", "lib/d.java")) {
            fs.file(path, "x");
        }
        // Then
        assertThat(places(among(List.of("*.java"), List.of("test"))))
                .containsExactly("a.java:1:1", "lib/d.java:1:1", "src/b.java:1:1");
        assertThat(places(among(List.of("src"), List.of("*.java")))).containsExactly("src/test/c.txt:1:1");
        assertThat(places(among(List.of("/*.{java,txt}"), List.of()))).containsExactly("a.java:1:1", "a.txt:1:1");
        assertThat(places(among(List.of("./src/**/*.java", "lib/"), List.of("src/*/c.*"))))
                .containsExactly("lib/d.java:1:1", "src/b.java:1:1");
    }

    @Test
    void findsFilesWhateverTheyAreCalled() throws Exception {
        // Given
        for (var path : List.of("--pre=sh", "é/€😀.txt", "a b\n", "-", "*", "'\"")) {
            fs.file(path, "needle");
        }
        // Then
        assertThat(SearchRun.of(fs, text("needle")).matches())
                .extracting(Match::path)
                .containsExactlyInAnyOrder("--pre=sh", "é/€😀.txt", "a b\n", "-", "*", "'\"");
    }

    @Test
    void endsWithTheLastMatchThatIsWanted() throws Exception {
        // Given
        for (int i = 0; i < 200; i++) {
            fs.file(i + ".txt", "needle needle\n".repeat(10));
        }
        // When
        var run = SearchRun.of(fs, new Query("needle", false, false, false, List.of(), List.of(), 25, false));
        // Then
        assertThat(run.matches()).hasSize(25);
        assertThat(run.result()).isEqualTo(new Search.Outcome(run.result().searchId(), 25, 2, true));
        assertThat(run.progress().get(run.progress().size() - 1).completed()).isLessThan(10);
    }

    @Test
    void isNotTruncatedByExactlyAsMany() throws Exception {
        // Given
        fs.file("a.txt", "x x");
        // Then
        assertThat(SearchRun.of(fs, new Query("x", false, false, false, List.of(), List.of(), 2, false))
                        .result()
                        .truncated())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(x+x+)+y", "(a|aa)+$", "(x*)*y", "(.*)(.*)(.*)(.*)(.*)[^x]$"})
    void isNotHeldUpByARegularExpression(String regex) throws Exception {
        // Given
        fs.file("a.txt", "x".repeat(20_000));
        // Then
        assertThat(places(regex(regex))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "(; query is not a regular expression: missing closing ): (",
                "a**; query is not a regular expression: invalid nested repetition operator: **",
                "(?=x); query is not a regular expression: invalid or unsupported Perl syntax: (?=",
                "((a{999}){999}){999}; query is too large a regular expression: "
                        + "repetitions written out take more than 20000 steps"
            })
    void saysWhatIsWrongWithARegularExpression(String regex, String message) {
        // When
        var refused = fs.failureOf(Search.SEARCH, regex(regex));
        // Then
        assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        assertThat(refused.message()).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"query\":\"\"}; query must have 1 to 4096 characters",
                "{\"query\":\"a\\nb\"}; query must be one line: no match goes beyond a line",
                "{\"query\":\"a\",\"include\":[\"[a\"]}; include is not a glob: a bracket is not closed",
                "{\"query\":\"a\",\"exclude\":[\"{a\"]}; exclude is not a glob: a brace is not closed",
                "{\"query\":\"a\",\"exclude\":[\"\"]}; exclude must have 1 to 1000 characters",
                "{\"query\":\"a\",\"maxResults\":0}; maxResults must be between 1 and 100000"
            })
    void saysWhatIsWrongWithARequest(String params, String message) {
        // When
        var refused = fs.failureOf(Search.SEARCH, params);
        // Then
        assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        assertThat(refused.message()).isEqualTo(message);
    }
}
