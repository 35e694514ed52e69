package dev.trestle.verticle.fs.patch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.verticle.fs.Refused;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.TextEdit;
import dev.trestle.wire.TextEdit.Position;
import dev.trestle.wire.TextEdit.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EditsPatchTest {

    private static TextEdit edit(int line, int character, int endLine, int endCharacter, String text) {
        return new TextEdit(new Span(new Position(line, character), new Position(endLine, endCharacter)), text);
    }

    private static TextEdit insert(int line, int character, String text) {
        return edit(line, character, line, character, text);
    }

    private static String apply(String text, TextEdit... edits) {
        return EditsPatch.apply(List.of(edits), text);
    }

    @Test
    void replacesInsertsAndDeletes() {
        assertThat(apply("one\ntwo\nthree\n", edit(1, 0, 1, 3, "2"))).isEqualTo("one\n2\nthree\n");
        assertThat(apply("one\ntwo\n", insert(1, 1, "-"))).isEqualTo("one\nt-wo\n");
        assertThat(apply("one\ntwo\n", edit(0, 3, 1, 0, ""))).isEqualTo("onetwo\n");
        assertThat(apply("one\ntwo\n", edit(0, 0, 2, 0, ""))).isEmpty();
        assertThat(apply("", insert(0, 0, "x"))).isEqualTo("x");
        assertThat(apply("same")).isEqualTo("same");
    }

    @Test
    void countsUtf16Units() {
        assertThat(apply("😀é€x", edit(0, 2, 0, 3, "e"))).isEqualTo("😀e€x");
    }

    @Test
    void takesAllPositionsInTheTextBefore() {
        assertThat(apply("abc", insert(0, 3, "4"), edit(0, 0, 0, 1, "111"), edit(0, 1, 0, 2, "")))
                .isEqualTo("111c4");
    }

    @Test
    void keepsTheOrderOfInsertionsAtOnePlace() {
        assertThat(apply("ab", insert(0, 1, "1"), insert(0, 1, "2"), insert(0, 1, "3")))
                .isEqualTo("a123b");
    }

    @Test
    void insertsBeforeAReplacementThatBeginsThere() {
        assertThat(apply("abc", edit(0, 1, 0, 2, "X"), insert(0, 1, "1"), insert(0, 2, "2")))
                .isEqualTo("a1X2c");
    }

    @ParameterizedTest
    @CsvSource({"0,99,abX", "7,0,ab\\ncdX", "2147483647,2147483647,ab\\ncdX", "1,2,ab\\ncdX", "0,2,abX"})
    void takesWhatIsBeyondTheEndForTheEnd(int line, int character, String begins) {
        assertThat(apply("ab\ncd", insert(line, character, "X"))).startsWith(begins.replace("\\n", "\n"));
    }

    @Test
    void neverSplitsALineEnding() {
        assertThat(apply("ab\r\ncd", insert(0, 3, "X"))).isEqualTo("abX\r\ncd");
    }

    @Test
    void takesALoneCarriageReturnForTheEndOfALine() {
        assertThat(apply("a\rb\rc", insert(2, 0, "X"))).isEqualTo("a\rb\rXc");
    }

    @Test
    void endsNewLinesAsMostLinesEnd() {
        assertThat(apply("a\r\nb\r\n", insert(1, 0, "x\ny\r\n"))).isEqualTo("a\r\nx\r\ny\r\nb\r\n");
        assertThat(apply("a\nb\n", insert(1, 0, "x\r\ny\n"))).isEqualTo("a\nx\ny\nb\n");
        assertThat(apply("a\r\nb\nc\r\nd", insert(3, 0, "x\n"))).isEqualTo("a\r\nb\nc\r\nx\r\nd");
        assertThat(apply("ab", insert(0, 1, "x\r\n"))).isEqualTo("ax\r\nb");
    }

    @Test
    void refusesEditsThatOverlap() {
        assertThat(Refused.of(() -> apply("abcdef", edit(0, 2, 0, 4, "x"), edit(0, 0, 0, 3, "y"))))
                .isEqualTo(new Refused(ErrorCode.INVALID_ARGUMENT, "patch[0] overlaps another edit"));
        assertThat(Refused.of(() -> apply("abcdef", edit(0, 0, 0, 4, "x"), insert(0, 2, "y"))))
                .isEqualTo(new Refused(ErrorCode.INVALID_ARGUMENT, "patch[1] overlaps another edit"));
    }

    @Test
    void refusesAnEditThatEndsBeforeItStarts() {
        assertThat(Refused.of(() -> apply("ab\ncd", edit(1, 0, 0, 1, "x"))))
                .isEqualTo(new Refused(ErrorCode.INVALID_ARGUMENT, "patch[0] ends before it starts"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void doesWhatOneReplacementAfterTheOtherDoesFromTheEnd(String ending) {
        for (int seed = 0; seed < 500; seed++) {
            var random = new RandomText(seed);
            var text = random.text(20, ending);
            var borders = new ArrayList<Integer>();
            for (int i = 2 * random.below(6); i > 0; i--) {
                borders.add(RandomText.border(text, random.below(text.length() + 1)));
            }
            Collections.sort(borders);
            var edits = new ArrayList<TextEdit>();
            var expected = new StringBuilder(text);
            for (int i = borders.size() - 2; i >= 0; i -= 2) {
                var line = random.line() + (i % 4 == 0 ? ending : "");
                int start = borders.get(i);
                // Two that begin at one place would be in an order of their own; the tests above say which.
                if (i > 1 && borders.get(i - 1) == start) {
                    continue;
                }
                edits.add(new TextEdit(new Span(position(text, start), position(text, borders.get(i + 1))), line));
                expected.replace(start, borders.get(i + 1), line);
            }
            Collections.shuffle(edits, new Random(seed));
            assertThat(EditsPatch.apply(edits, text)).as("seed %d", seed).isEqualTo(expected.toString());
        }
    }

    private static Position position(String text, int offset) {
        var before = text.substring(0, offset);
        int line = (int) before.chars().filter(unit -> unit == '\n').count();
        return new Position(line, offset - before.lastIndexOf('\n') - 1);
    }
}
