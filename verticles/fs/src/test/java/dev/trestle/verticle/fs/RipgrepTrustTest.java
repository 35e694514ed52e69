package dev.trestle.verticle.fs;

import static dev.trestle.verticle.fs.SearchRun.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.wire.Search.Query;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a ripgrep is told, and what it is believed. */
class RipgrepTrustTest {

    private final FakeRipgrep liar = new FakeRipgrep(
            "printf './../outside/secret.txt\\0./nothing\\0/etc/passwd\\0x\\0./a.txt\\0./link\\0./.git/config\\0'");

    private final FakeRipgrep failure = new FakeRipgrep("exit 2");

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
                .hasMessage("fs.search.ripgrep must be a program that is there, not /no/such/rg");
    }

    @Test
    void oneThatLiesLeadsNowhere() throws Exception {
        // Given
        lying.file("a.txt", "a secret\n");
        lying.file(".git/config", "secret");
        lying.link("link", "../outside/secret.txt");
        // Then
        assertThat(SearchRun.of(lying, text("secret")).places()).containsExactly("a.txt:1:3");
        assertThat(SearchRun.of(lying, text("root")).places()).isEmpty();
    }

    @Test
    void oneThatFailsIsNotMissed() throws Exception {
        // Given
        failing.file("a.txt", "needle");
        // Then
        assertThat(SearchRun.of(failing, text("needle")).places()).containsExactly("a.txt:1:1");
    }

    @Test
    void itHearsOfNothingButFilesAndThePattern() throws Exception {
        // Given
        listening.file("--pre=sh", "needle");
        // When
        SearchRun.of(listening, new Query("--no-ignore", false, true, false, List.of(), List.of(), 1, false));
        // Then
        assertThat(listener.note().split("\n"))
                .containsExactly(
                        listening.root().toString(),
                        "--no-config --no-messages --files-with-matches --null --color=never --no-mmap --text --crlf"
                                + " --file=- --case-sensitive --fixed-strings -- ./--pre=sh",
                        "--no-ignore");
    }
}
