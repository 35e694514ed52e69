package dev.trestle.verticle.fs.search;

import static dev.trestle.verticle.fs.search.SearchRun.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.config.FsSearchConfig;
import dev.trestle.verticle.fs.FsNode;
import dev.trestle.verticle.fs.Refused;
import dev.trestle.wire.ErrorCode;
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
    void aLogThatIsSlowHoldsTheSearchBack() throws Exception {
        // Given
        fs.file("a.txt", "needle\n".repeat(100_000));
        fs.log().hold();
        // When
        var run = SearchRun.begin(fs, all("needle"));
        // Then
        FsNode.until(() -> fs.log().size() > 0);
        assertThat(run.matches()).hasSizeLessThan(300);
        assertThat(run.outcome.isComplete()).isFalse();
        // And
        fs.log().release();
        assertThat(run.result().matches()).isEqualTo(100_000);
        assertThat(run.matches()).hasSize(100_000);
        assertThat(fs.log().messages()).isLessThan(20_000);
    }

    @Test
    void aSearchThatIsHeldBackIsCancelledAtOnce() throws Exception {
        // Given
        fs.file("a.txt", "needle\n".repeat(1000));
        fs.log().hold();
        var run = SearchRun.begin(fs, text("needle"));
        FsNode.until(() -> fs.log().size() > 0);
        long start = System.nanoTime();
        // When
        run.cancel();
        // Then
        assertThat(Refused.of(run.outcome).code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(2_000);
    }

    @Test
    void aSearchWhoseMatchesCannotBePublishedFails() throws Exception {
        // Given
        fs.file("a.txt", "needle\n");
        fs.log().away(true);
        // When
        var run = SearchRun.begin(fs, text("needle"));
        // Then
        assertThat(Refused.of(run.outcome).code()).isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void aSearchInTheMiddleOfALongLineCanBeCancelled() throws Exception {
        // Given
        fs.file("a.txt", "needle " + "x".repeat(3_900_000));
        var slow = new Query("needle|(x+x+)+y", true, true, false, List.of(), List.of(), 10, false);
        var run = SearchRun.begin(fs, slow);
        FsNode.until(() -> !run.matches().isEmpty());
        long start = System.nanoTime();
        // When
        run.cancel();
        // Then
        assertThat(Refused.of(run.outcome).code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(1_000);
    }

    @Test
    void aLargeTreeCanBeLeft() throws Exception {
        // Given
        for (int i = 0; i < 3_000; i++) {
            fs.file(i % 50 + "/" + i + ".txt", "needle\n" + "x".repeat(20_000));
        }
        var run = SearchRun.begin(fs, all("needle"));
        FsNode.until(() -> !run.matches().isEmpty());
        long start = System.nanoTime();
        // When
        run.cancel();
        // Then
        assertThat(Refused.of(run.outcome).code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(1_000);
        assertThat(run.matches()).hasSizeLessThan(3_000);
    }
}
