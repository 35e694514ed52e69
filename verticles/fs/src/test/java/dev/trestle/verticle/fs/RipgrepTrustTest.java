package dev.trestle.verticle.fs;

import static dev.trestle.verticle.fs.SearchRun.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.wire.Search.Query;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a ripgrep is told, and what it is believed. */
class RipgrepTrustTest {

    @Test
    void aNodeWithoutTheRipgrepThatWasNamedDoesNotStart() {
        assertThatThrownBy(() -> Ripgrep.of("/no/such/rg"))
                .hasMessage("fs.search.ripgrep must be a program that is there, not /no/such/rg");
    }

    @Nested
    class OneThatLies {

        private final FakeRipgrep ripgrep = new FakeRipgrep(
                "printf './../outside/secret.txt\\0./nothing\\0/etc/passwd\\0x\\0./a.txt\\0./link\\0./.git/config\\0'");

        @RegisterExtension
        final FsNode fs = ripgrep.node();

        @AfterEach
        void clear() {
            ripgrep.delete();
        }

        @Test
        void leadsNowhere() throws Exception {
            // Given
            fs.file("a.txt", "a secret\n");
            fs.file(".git/config", "secret");
            fs.link("link", "../outside/secret.txt");
            // Then
            assertThat(SearchRun.of(fs, text("secret")).places()).containsExactly("a.txt:1:3");
            assertThat(SearchRun.of(fs, text("root")).places()).isEmpty();
        }
    }

    @Nested
    class OneThatFails {

        private final FakeRipgrep ripgrep = new FakeRipgrep("exit 2");

        @RegisterExtension
        final FsNode fs = ripgrep.node();

        @AfterEach
        void clear() {
            ripgrep.delete();
        }

        @Test
        void isNotMissed() throws Exception {
            // Given
            fs.file("a.txt", "needle");
            // Then
            assertThat(SearchRun.of(fs, text("needle")).places()).containsExactly("a.txt:1:1");
        }
    }

    @Nested
    class OneThatListens {

        private final FakeRipgrep ripgrep = new FakeRipgrep("{ pwd -P; echo \"$@\"; cat; echo; "
                + "/usr/bin/env | /usr/bin/grep -v -e ^PWD= -e ^_= -e ^SHLVL= -e ^OLDPWD=; } > $here/note; exit 1");

        @RegisterExtension
        final FsNode fs = ripgrep.node();

        @AfterEach
        void clear() {
            ripgrep.delete();
        }

        @Test
        void hearsOfNothingButFilesAndThePattern() throws Exception {
            // Given
            fs.file("--pre=sh", "needle");
            // When
            SearchRun.of(fs, new Query("--no-ignore", false, true, false, List.of(), List.of(), 1, false));
            // Then
            assertThat(ripgrep.note().split("\n"))
                    .containsExactly(
                            fs.root().toString(),
                            "--no-config --no-messages --files-with-matches --null --color=never --no-mmap --text --crlf"
                                    + " --file=- --case-sensitive --fixed-strings -- ./--pre=sh",
                            "--no-ignore");
        }
    }
}
