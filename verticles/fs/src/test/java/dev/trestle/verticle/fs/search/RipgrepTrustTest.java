package dev.trestle.verticle.fs.search;

import static dev.trestle.verticle.fs.search.SearchRun.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.config.ConfigException;
import dev.trestle.verticle.fs.FsNode;
import dev.trestle.wire.Search.Query;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a ripgrep is told, and what it is believed. */
class RipgrepTrustTest {

    private final FakeRipgrep liar = new FakeRipgrep("for path in ./../outside/secret.txt ./nothing /etc/passwd x"
            + " ./a.txt ./a.txt ./link ./into/b.txt ./.git/config ./ignored.txt ./a.txt/ .//a.txt ././a.txt ./in ./large;"
            + " do for line in 2 x 99999999999 -1 0 1 1; do printf '%s\\0%s:\\n' $path $line; done; done;"
            + " printf './a.txt\\0'");

    /** What it does, and whether that is a failure. */
    private final FakeRipgrep failure = new FakeRipgrep("printf './b.txt\\0001:\\n'; . ./how");

    private final FakeRipgrep listener = new FakeRipgrep("{ pwd -P; echo \"$@\"; cat; echo; "
            + "/usr/bin/env | /usr/bin/grep -v -e ^PWD= -e ^_= -e ^SHLVL= -e ^OLDPWD=; } > $here/note; exit 1");

    @RegisterExtension
    final FsNode lying = liar.node();

    @RegisterExtension
    final FsNode failing = failure.node();

    @RegisterExtension
    final FsNode listening = listener.node();

    @AfterEach
    void clear() {
        liar.delete();
        failure.delete();
        listener.delete();
    }

    @Test
    void aNodeWithoutTheRipgrepThatWasNamedDoesNotStart() {
        assertThatThrownBy(() -> Ripgrep.of("/no/such/rg"))
                .isInstanceOf(ConfigException.class)
                .hasMessage("fs.search.ripgrep must be a program that is there, not /no/such/rg");
    }

    @Test
    void oneThatLiesLeadsNowhere() throws Exception {
        // Given
        lying.file("a.txt", "a secret\na secret\n");
        lying.file(".git/config", "secret");
        lying.file(".gitignore", "ignored.txt");
        lying.file("ignored.txt", "secret");
        lying.file("in/b.txt", "secret");
        lying.file("large", "secret".repeat(FsNode.MOST_SEARCHED));
        lying.link("into", "in");
        lying.link("link", "../outside/secret.txt");
        // Then
        assertThat(SearchRun.of(lying, text("secret")).places()).containsExactly("a.txt:2:3");
        assertThat(SearchRun.of(lying, text("root")).places()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"exit 3", "echo no such option >&2; exit 2", "kill -9 $$"})
    void oneThatFailsIsNotMissed(String how) throws Exception {
        // Given
        failing.file("how", how);
        failing.file("a.txt", "needle");
        failing.file("b.txt", "needle");
        // Then
        assertThat(SearchRun.of(failing, text("needle")).places()).containsExactly("a.txt:1:1", "b.txt:1:1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"exit 0", "exit 1", "exit 2"})
    void oneThatCannotReadAFileIsBelievedOfTheOthers(String how) throws Exception {
        // Given
        failing.file("how", how);
        failing.file("a.txt", "needle");
        failing.file("b.txt", "needle");
        // Then
        assertThat(SearchRun.of(failing, text("needle")).places()).containsExactly("b.txt:1:1");
    }

    @Test
    void oneThatIsGoneIsNotMissed() throws Exception {
        // Given
        failing.file("a.txt", "needle");
        failure.remove();
        // Then
        assertThat(SearchRun.of(failing, text("needle")).places()).containsExactly("a.txt:1:1");
    }

    @Test
    void itHearsOfNothingButThePatternAndPlainNamesToLeaveOut() throws Exception {
        // Given
        var exclude = List.of("target", "*.log", "src/*.txt", "--pre=sh", "{a,b}", "!x", "**");
        // When
        SearchRun.of(listening, new Query("--no-ignore", false, true, false, List.of("*.java"), exclude, 1, true));
        // Then
        assertThat(listener.note().split("\n"))
                .containsExactly(
                        listening.root().toString(),
                        "--no-config --no-messages --no-heading --with-filename --null --line-number --max-columns=1"
                                + " --color=never --no-mmap --text --crlf --hidden --glob=!.git --no-ignore-global"
                                + " --no-ignore-dot --no-ignore-parent --max-depth=129 --file=- --max-filesize=4000000"
                                + " --case-sensitive --fixed-strings --no-ignore --glob=!target --glob=!*.log"
                                + " -- .",
                        "--no-ignore");
    }
}
