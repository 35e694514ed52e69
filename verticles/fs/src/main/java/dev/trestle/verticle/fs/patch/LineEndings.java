package dev.trestle.verticle.fs.patch;

import java.util.BitSet;
import org.bitbucket.cowwoc.diffmatchpatch.DiffMatchPatch;
import org.bitbucket.cowwoc.diffmatchpatch.DiffMatchPatch.Diff;

/**
 * How the lines of a text end: {@code \n} or {@code \r\n}. A patch never changes that: lines it leaves alone keep their
 * ending and new ones get the one that most lines have. A {@code \r} alone is a character like any other.
 */
final class LineEndings {

    private static final String LF = "\n";
    private static final String CRLF = "\r\n";

    private LineEndings() {}

    /** The ending that most lines of {@code text} have, {@code null} when it has no line that ends. */
    static String dominant(String text) {
        int crlf = count(text, CRLF);
        int all = count(text, LF);
        return all == 0 ? null : crlf * 2L > all ? CRLF : LF;
    }

    /** {@code text} with {@code ending} at the end of each line; as it is when that is {@code null}. */
    static String with(String ending, String text) {
        if (ending == null) {
            return text;
        }
        var plain = plain(text);
        return ending.equals(LF) ? plain : plain.replace(LF, CRLF);
    }

    /** {@code text} with {@code \n} at the end of each line. */
    static String plain(String text) {
        return text.replace(CRLF, LF);
    }

    /** {@code after} with the endings of {@code before}, of which it is a later version. */
    static String keep(String before, String after) {
        int crlf = count(before, CRLF);
        int all = count(before, LF);
        return crlf == 0 || crlf == all ? with(dominant(before), after) : keepEach(before, after);
    }

    /** Of several endings each line keeps its own, so it has to be found which lines are the old ones. */
    private static String keepEach(String before, String after) {
        var old = new Old(before);
        var ending = dominant(before);
        var result = new StringBuilder(after.length());
        var differ = new DiffMatchPatch();
        var diffs = differ.diffMain(plain(before), plain(after));
        differ.diffCleanupSemanticLossless(diffs);
        for (var diff : diffs) {
            switch (diff.operation) {
                case EQUAL -> old.keep(diff, result);
                case DELETE -> old.skip(diff);
                default -> result.append(with(ending, diff.text));
            }
        }
        return result.toString();
    }

    private static int count(String text, String ending) {
        int count = 0;
        for (int at = text.indexOf(ending); at >= 0; at = text.indexOf(ending, at + ending.length())) {
            count++;
        }
        return count;
    }

    /** The endings of the old lines, one after the other. */
    private static final class Old {

        private final BitSet crlf = new BitSet();
        private int line;

        Old(String text) {
            int lines = 0;
            for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
                crlf.set(lines++, at > 0 && text.charAt(at - 1) == '\r');
            }
        }

        void skip(Diff deleted) {
            line += count(deleted.text, LF);
        }

        void keep(Diff equal, StringBuilder result) {
            for (char unit : equal.text.toCharArray()) {
                if (unit == '\n' && crlf.get(line++)) {
                    result.append('\r');
                }
                result.append(unit);
            }
        }
    }
}
