package dev.trestle.verticle.pty.screen;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A replay must not make a viewer's terminal type answers into the shell. */
class QueriesTest {

    private static final long SEED = Long.getLong("screen.seed", 1);

    private static final List<String> QUERIES = List.of(
            "\u001b[c",
            "\u001b[0c",
            "\u001b[>c",
            "\u001b[=c",
            "\u001b[5n",
            "\u001b[6n",
            "\u001b[?6n",
            "\u001b[?996n",
            "\u001bZ",
            "\u0005",
            "\u001b[4$p",
            "\u001b[?2026$p",
            "\u001bP$qm\u001b\\",
            "\u001bP$q q\u009c",
            "\u001bP+q544e\u001b\\",
            "\u001b[>q",
            "\u001b[>0q",
            "\u001b[?u",
            "\u001b[18t",
            "\u001b[21t",
            "\u001b[14;2t",
            "\u001b[x",
            "\u001b[1;1;1;2;2*y",
            "\u001b[1$w",
            "\u001b[?4m",
            "\u001b]4;1;?\u0007",
            "\u001b]10;?\u001b\\",
            "\u001b]11;?\u0007",
            "\u001b]10;red;?\u0007",
            "\u001b]12;?\u009c",
            "\u001b]52;c;?\u0007",
            "\u001b]1337;ReportCellSize\u0007",
            "\u001b]21;foreground=?\u0007",
            "\u009bc",
            "\u009b6n",
            "\u009d10;?\u0007",
            "\u0090$qr\u009c",
            "\u009a",
            "\u001b[\u007f6n");

    private static Oracle oracle;

    @BeforeAll
    static void startXterm() throws IOException {
        oracle = new Oracle();
    }

    @AfterAll
    static void stopXterm() throws IOException {
        oracle.close();
    }

    @Test
    void everyQueryIsTakenOutAndTheTextAroundItStays() {
        for (String query : QUERIES) {
            assertThat(stripped("before" + query + "after"))
                    .as(Arrays.toString(query.getBytes(UTF_8)))
                    .isIn("beforeafter", "before\u001b\\after");
        }
    }

    @Test
    void whatXtermAnswersRawItDoesNotAnswerInAReplay() {
        String all = String.join("-", QUERIES) + "\u001b[\n6\u0008n" + "\u001b\n[c";
        assertThat(oracle.answers(all.getBytes(UTF_8))).contains("\u001b[?1;2c", "\u001b[0n", "R", "$y", "P1$r");

        assertThat(oracle.answers(stripped(all).getBytes(UTF_8))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "\u001b[31;1mred\u001b[m",
                "\u001b]0;what?\u0007",
                "\u001b]2;?\u001b\\",
                "\u001b]8;;http://a/?\u0007",
                "\u001b[22;0t",
                "\u001b[8;24;80t",
                "\u001b[2 q",
                "\u001b[>4;2m",
                "\u001b[>1u",
                "\u001b[u",
                "\u001b[?25h",
                "\u001bPq#1~~\u001b\\",
                "\u001b_Gf=1;AA\u001b\\",
                "\u001b]52;c;aGk=\u0007",
                "\u001b]4;1;#ff0000\u0007",
                "漢字 e\u0301 😀",
                "\u001b(Zx",
                "\u001b[!p",
                "\u001b[1\"q",
                "\u001b[ \u0018c",
                "\u001b]10;?\u0018text"
            })
    void whatIsNoQueryStaysAsItIs(String output) {
        assertThat(stripped(output)).isEqualTo(output);
    }

    @ParameterizedTest
    @ValueSource(strings = {"less", "dialog", "shell", "htop", "vim", "mc", "tmux"})
    void aRecordedSessionLooksTheSameWithoutItsQueries(String name) {
        Session session = Session.recorded(name);
        Queries queries = new Queries();
        List<Oracle.Step> replayed = session.steps().stream()
                .map(step -> step instanceof Oracle.Step.Output output
                        ? new Oracle.Step.Output(queries.strip(output.bytes()))
                        : step)
                .collect(Collectors.toCollection(ArrayList::new));
        replayed.add(new Oracle.Step.Output(queries.rest()));

        oracle.reference(session.cols(), session.rows(), session.steps());
        assertThat(oracle.compare(replayed)).isEqualTo("same");
    }

    @Test
    void wherePiecesAreCutDoesNotMatterAndNothingElseIsLost() {
        Random random = new Random(SEED);
        for (int i = 0; i < 100; i++) {
            byte[] output = withQueries(random);
            Queries queries = new Queries();
            ByteArrayOutputStream pieces = new ByteArrayOutputStream();
            int at = 0;
            while (at < output.length) {
                int to = Math.min(output.length, at + 1 + random.nextInt(7));
                pieces.writeBytes(queries.strip(output, at, to));
                at = to;
            }
            pieces.writeBytes(queries.rest());

            assertThat(pieces.toString(UTF_8))
                    .as("seed %d, output %d", SEED, i)
                    .isEqualTo(stripped(new String(output, UTF_8)));
            oracle.reference(30, 10, List.of(new Oracle.Step.Output(output)));
            assertThat(oracle.compare(List.of(new Oracle.Step.Output(pieces.toByteArray()))))
                    .isEqualTo("same");
            assertThat(oracle.answers(pieces.toByteArray())).isEmpty();
        }
    }

    @Test
    void aQueryThatIsNotWholeYetIsHeldAndCanGoOnLive() {
        Queries queries = new Queries();

        assertThat(queries.strip("text\u001b[6".getBytes(UTF_8)))
                .asString(UTF_8)
                .isEqualTo("text");
        assertThat(queries.rest()).asString(UTF_8).isEqualTo("\u001b[6");
    }

    @Test
    void focusIsReportedOnlyWhenTheProgramThatAskedIsStillThere() {
        assertThat(stripped("\u001b[?1004hvim\u001b[?1004l$ ")).isEqualTo("vim\u001b[?1004l$ ");
        assertThat(stripped("\u001b[?1004hvim")).isEqualTo("vim\u001b[?1004h");
    }

    @Test
    void anEndlessSequenceIsNotHeldInMemory() {
        Queries queries = new Queries();
        queries.strip("\u001b]52;c;".getBytes(UTF_8));
        byte[] piece = "A".repeat(1 << 16).getBytes(UTF_8);

        assertThat(queries.strip(piece)).hasSizeGreaterThan(piece.length - 100);
        assertThat(queries.strip(piece)).hasSameSizeAs(piece);
    }

    private static byte[] withQueries(Random random) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        RandomOutput other = new RandomOutput(random, 30, 10);
        for (int i = 0; i < 8; i++) {
            output.writeBytes(other.bytes(random.nextInt(6)));
            // A space keeps a mark from combining with what is before the query.
            output.writeBytes((QUERIES.get(random.nextInt(QUERIES.size())) + "\r ").getBytes(UTF_8));
        }
        // Means nothing, but ends what a mark could combine with, as the focus reports at the end of a replay do.
        output.writeBytes("\u001b[99z".getBytes(UTF_8));
        return output.toByteArray();
    }

    private static String stripped(String output) {
        Queries queries = new Queries();
        byte[] stripped = queries.strip(output.getBytes(UTF_8));
        return new String(stripped, UTF_8) + new String(queries.rest(), UTF_8);
    }
}
