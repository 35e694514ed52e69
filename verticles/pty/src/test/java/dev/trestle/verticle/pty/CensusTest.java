package dev.trestle.verticle.pty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.sandbox.Census;
import dev.trestle.sandbox.Launch;
import dev.trestle.sandbox.Mark;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CensusTest {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void findsTheProcessesOfOneWorkerByTheirMark(boolean byLimit) {
        // Given
        var series = new Mark.Series();
        var census = new Census(series, byLimit);
        var marks = List.of(series.next(), series.next());
        var sleep = new Launch(List.of("/bin/sleep", "1000"), Map.of("PATH", "/usr/bin:/bin"), Path.of("/"));
        try (var one = Tty.start(marks.get(0).on(sleep));
                var two = Tty.start(marks.get(1).on(sleep));
                var unmarked = Tty.start(sleep);
                var foreign = Tty.start(new Mark.Series().next().on(sleep))) {
            // When
            Wait.until("both are marked", () -> census.take().size() == 2);
            var found = census.take();
            // Then
            assertThat(found)
                    .isEqualTo(Map.of(marks.get(0), List.of((int) one.pid()), marks.get(1), List.of((int) two.pid())));
            assertThat(found.values().toString()).doesNotContain(unmarked.pid() + "", foreign.pid() + "");
        }
    }
}
