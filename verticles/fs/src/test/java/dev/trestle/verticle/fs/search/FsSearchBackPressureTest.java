package dev.trestle.verticle.fs.search;

import static dev.trestle.verticle.fs.search.SearchRun.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.config.FsSearchConfig;
import dev.trestle.verticle.fs.FsNode;
import dev.trestle.verticle.fs.Refused;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Search.Match;
import dev.trestle.wire.Search.Query;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FsSearchBackPressureTest {

    @RegisterExtension
    final FsNode fs = FsNode.searching(FsSearchConfig.OFF);

    private static Query all(String text) {
        return new Query(text, false, true, false, List.of(), List.of(), 100_000, false);
    }

    @Test
    void tellsNoMoreThanItMayAndGoesOnWhenItMay() throws Exception {
        // Given
        fs.file("a.txt", "needle\n".repeat(1000));
        // When
        var run = SearchRun.begin(fs, text("needle"), 2_000);
        // Then
        FsSearchEndTest.until(() -> run.matches.size() > 5);
        assertThat(run.outcome.isComplete()).isFalse();
        assertThat(run.matches).hasSizeLessThan(30);
        // And
        run.reader.grant(SearchRun.ALL);
        assertThat(run.result().matches()).isEqualTo(1000);
        run.awaitEnd();
        assertThat(run.matches).hasSize(1000);
    }

    @Test
    void manyMatchesComeInFewMessages() throws Exception {
        // Given
        fs.file("a.txt", "needle\n".repeat(20_000));
        // When
        var run = SearchRun.begin(fs, all("needle"), SearchRun.ALL);
        // Then
        assertThat(run.result().matches()).isEqualTo(20_000);
        run.awaitEnd();
        assertThat(run.matches).hasSize(20_000).extracting(Match::line).isSorted();
        assertThat(run.messages()).isLessThan(20_000 / 20);
    }

    @Test
    void aSearchThatIsHeldBackCanBeCancelled() throws Exception {
        // Given
        fs.file("a.txt", "needle\n".repeat(1000));
        var run = SearchRun.begin(fs, text("needle"), 2_000);
        FsSearchEndTest.until(() -> run.matches.size() > 5);
        // When
        run.cancel();
        // Then
        assertThat(Refused.of(run.outcome).code()).isEqualTo(ErrorCode.CANCELLED);
    }

    @Test
    void aSearchInTheMiddleOfALongLineCanBeCancelled() throws Exception {
        // Given
        fs.file("a.txt", "needle " + "x".repeat(3_900_000));
        var slow = new Query("needle|(x+x+)+y", true, true, false, List.of(), List.of(), 10, false);
        var run = SearchRun.begin(fs, slow, SearchRun.ALL);
        FsSearchEndTest.until(() -> !run.matches.isEmpty());
        long start = System.nanoTime();
        // When
        run.cancel();
        // Then
        assertThat(Refused.of(run.outcome).code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(500);
    }

    @Test
    void aLargeTreeCanBeLeft() throws Exception {
        // Given
        for (int i = 0; i < 3_000; i++) {
            fs.file(i % 50 + "/" + i + ".txt", "needle\n" + "x".repeat(20_000));
        }
        var run = SearchRun.begin(fs, all("needle"), SearchRun.ALL);
        FsSearchEndTest.until(() -> !run.matches.isEmpty());
        long start = System.nanoTime();
        // When
        run.cancel();
        // Then
        assertThat(Refused.of(run.outcome).code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(500);
        assertThat(run.matches).hasSizeLessThan(3_000);
    }
}
