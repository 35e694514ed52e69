package dev.trestle.verticle.pty.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A viewer that comes late ends with the same screen as one that was there from the start; xterm.js is the judge. */
class LateViewerTest {

    /** The same in every run; another one tries other cuts and other output. */
    private static final long SEED = Long.getLong("screen.seed", 1);

    private static Oracle oracle;

    @BeforeAll
    static void startXterm() throws IOException {
        oracle = new Oracle();
    }

    @AfterAll
    static void stopXterm() throws IOException {
        oracle.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"vim", "less", "htop", "shell", "mc", "dialog", "tmux"})
    void whoeverComesDuringARecordedSessionSeesTheSame(String name) {
        Session session = Session.recorded(name);
        oracle.reference(session.cols(), session.rows(), session.steps());
        Random random = new Random(SEED);
        int window = random.nextInt(session.length() - 50);
        IntStream somewhere = random.ints(35, 0, session.length() + 1);
        IntStream everywhere = IntStream.range(window, window + 50);
        IntStream.concat(somewhere, everywhere).forEach(cut -> assertSame(session, cut));
    }

    @Test
    void whoeverComesDuringRandomOutputSeesTheSame() {
        Random random = new Random(SEED);
        for (int i = 0; i < 400; i++) {
            int cols = 2 + random.nextInt(40);
            int rows = 2 + random.nextInt(10);
            byte[] output = new RandomOutput(random, cols, rows).bytes(1 + random.nextInt(60));
            Session session = new Session("random " + i, cols, rows, List.of(new Oracle.Step.Output(output)));
            oracle.reference(cols, rows, session.steps());
            assertSame(session, random.nextInt(output.length + 1));
        }
    }

    private static void assertSame(Session session, int cut) {
        assertThat(oracle.compare(session.seenFrom(cut)))
                .as("%s, cut at %d, seed %d", session.name(), cut, SEED)
                .isEqualTo("same");
    }
}
