package dev.trestle.verticle.fs.patch;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.TextEdit;
import dev.trestle.wire.TextEdit.Position;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Edits as in the Language Server Protocol 3.17: all positions are in the text before, {@code \n}, {@code \r\n} and
 * {@code \r} end a line, a character beyond the end of its line means that end and a line beyond the last means the end of
 * the text. Insertions at one place come in the order of the array, and before a replacement that begins there.
 */
final class EditsPatch {

    private record Cut(int index, int start, int end, String text) {}

    private EditsPatch() {}

    /** {@code text} after {@code edits}; {@code INVALID_ARGUMENT} when two overlap or one ends before it starts. */
    static String apply(List<TextEdit> edits, String text) {
        var cuts = cuts(edits, text);
        var result = new StringBuilder(text.length());
        int done = 0;
        for (var cut : cuts) {
            if (cut.start() < done) {
                throw refused(cut.index(), "overlaps another edit");
            }
            result.append(text, done, cut.start()).append(cut.text());
            done = cut.end();
        }
        return result.append(text, done, text.length()).toString();
    }

    private static List<Cut> cuts(List<TextEdit> edits, String text) {
        var lines = new Lines(text);
        var ending = LineEndings.dominant(text);
        var cuts = new ArrayList<Cut>(edits.size());
        for (var edit : edits) {
            int start = lines.offset(edit.range().start());
            int end = lines.offset(edit.range().end());
            if (end < start) {
                throw refused(cuts.size(), "ends before it starts");
            }
            cuts.add(new Cut(cuts.size(), start, end, LineEndings.with(ending, edit.newText())));
        }
        cuts.sort(Comparator.comparingInt(Cut::start).thenComparingInt(Cut::end));
        return cuts;
    }

    private static Failure refused(int index, String sentence) {
        return new Failure(ErrorCode.INVALID_ARGUMENT, "patch[" + index + "] " + sentence);
    }

    /** Where the lines of a text begin and end. */
    private static final class Lines {

        private final List<int[]> lines = new ArrayList<>();
        private final int length;

        Lines(String text) {
            length = text.length();
            int start = 0;
            for (int i = 0; i < length; i++) {
                char unit = text.charAt(i);
                if (unit == '\n' || unit == '\r') {
                    lines.add(new int[] {start, i});
                    i += unit == '\r' && i + 1 < length && text.charAt(i + 1) == '\n' ? 1 : 0;
                    start = i + 1;
                }
            }
            lines.add(new int[] {start, length});
        }

        int offset(Position position) {
            if (position.line() >= lines.size()) {
                return length;
            }
            var line = lines.get(position.line());
            return (int) Math.min((long) line[0] + position.character(), line[1]);
        }
    }
}
