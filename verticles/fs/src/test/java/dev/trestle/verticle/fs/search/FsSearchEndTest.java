package dev.trestle.verticle.fs.search;

import static dev.trestle.verticle.fs.search.SearchRun.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.verticle.fs.FsNode;
import dev.trestle.verticle.fs.Refused;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Fs;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How searches end whose ripgrep does not. */
class FsSearchEndTest {

    private static final Duration SOON = Duration.ofSeconds(2);

    private final FakeRipgrep ripgrep = FakeRipgrep.hanging();

    @RegisterExtension
    final FsNode fs = ripgrep.node();

    @BeforeEach
    void fill() throws Exception {
        fs.file("a.txt", "needle");
    }

    @AfterEach
    void clear() {
        ripgrep.delete();
    }

    private SearchRun hanging(Duration patience) throws Exception {
        var run = SearchRun.begin(fs, text("needle"), patience);
        FsNode.until(ripgrep::hasNote);
        return run;
    }

    private void assertEnded(SearchRun run, ErrorCode code) throws Exception {
        long start = System.nanoTime();
        assertThat(Refused.of(run.outcome).code()).isEqualTo(code);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
        FsNode.until(ripgrep::isGone);
    }

    @Test
    void aCancelledSearchEndsAtOnceAndItsProcessWithIt() throws Exception {
        // Given
        var run = hanging(Duration.ofSeconds(30));
        // When
        run.cancel();
        // Then
        assertEnded(run, ErrorCode.CANCELLED);
    }

    @Test
    void aSearchEndsWithItsDeadline() throws Exception {
        // Given
        var run = hanging(Duration.ofMillis(500));
        // When
        assertThat(Refused.of(run.outcome).code()).isEqualTo(ErrorCode.TIMEOUT);
        // Then
        FsNode.until(ripgrep::isGone);
    }

    @Test
    void noProcessOutlivesTheWorker() throws Exception {
        // Given
        var run = hanging(Duration.ofSeconds(30));
        // When
        fs.stop();
        // Then
        assertEnded(run, ErrorCode.UNAVAILABLE);
    }

    @Test
    void asManySearchesRunAsTheLimitSays() throws Exception {
        // Given
        var first = hanging(Duration.ofSeconds(30));
        var second = SearchRun.begin(fs, text("needle"), Duration.ofSeconds(30));
        // When
        var refused = Refused.of(SearchRun.begin(fs, text("needle"), Duration.ofSeconds(30)).outcome);
        // Then
        assertThat(refused.code()).isEqualTo(ErrorCode.BUSY);
        assertThat(refused.message()).isEqualTo("too many searches run; the limit is 2, fs.search.concurrent");
        // And
        first.cancel();
        assertThat(Refused.of(first.outcome).code()).isEqualTo(ErrorCode.CANCELLED);
        var third = SearchRun.begin(fs, text("needle"), Duration.ofSeconds(30));
        second.cancel();
        third.cancel();
        assertThat(Refused.of(third.outcome).code()).isEqualTo(ErrorCode.CANCELLED);
    }

    @Test
    void otherCallsDoNotWaitForSearches() throws Exception {
        // Given
        var first = hanging(Duration.ofSeconds(30));
        var second = SearchRun.begin(fs, text("needle"), Duration.ofSeconds(30));
        // When
        var written = fs.call(Fs.WRITE, FsNode.write("a.txt", "other"));
        // Then
        assertThat(written.size()).isEqualTo(5);
        first.cancel();
        second.cancel();
    }
}
