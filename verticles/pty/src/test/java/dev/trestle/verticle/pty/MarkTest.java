package dev.trestle.verticle.pty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.sandbox.Launch;
import dev.trestle.sandbox.Mark;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MarkTest {

    private static Tty start(String... command) {
        var launch = new Launch(List.of(command), Map.of("PATH", "/usr/bin:/bin"), Path.of("/"));
        return Tty.start(new Mark.Series().next().on(launch));
    }

    @Test
    void aProgramGetsItsArgumentsAsTheyAre() throws Exception {
        try (var tty = start("/usr/bin/printf", "<%s>", "a b", "", "$HOME", "'\"", "*")) {
            tty.await("<a b><><\\$HOME><'\"><\\*>");
            assertThat(tty.exitCode()).isZero();
        }
    }

    @Test
    void aProgramThatIsNotThereIsNamed() throws Exception {
        try (var tty = start("no-such-program")) {
            tty.await("trestle: .*no-such-program: not found");
            assertThat(tty.exitCode()).isEqualTo(127);
        }
    }

    @Test
    void noTwoAreTheSame() {
        var series = new Mark.Series();
        var marks = new HashSet<Mark>();
        for (int i = 0; i < 1000; i++) {
            marks.add(series.next());
        }

        assertThat(marks).hasSize(1000).allMatch(series::has).noneMatch(new Mark.Series()::has);
    }
}
