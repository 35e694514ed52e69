package dev.trestle.verticle.fs.patch;

import dev.trestle.verticle.fs.patch.UnifiedDiff.Hunk;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import java.util.ArrayList;
import java.util.List;

/**
 * Unified diffs, applied as {@code git apply} does: every line a hunk expects must be there, but the hunk may have moved;
 * the match that is nearest to where it should be counts. A hunk that expects nothing goes exactly where it says.
 *
 * <p>How lines end is not compared, so a diff with {@code \n} fits a file with {@code \r\n} and the other way round. A line
 * that the diff marks as without newline must be the last one and be so.
 */
final class UnifiedPatch {

    /** Comparisons of lines until a patch is given up; only a text made for it, the same line a million times, needs more. */
    private static final long PATIENCE = 50_000_000;

    private record Line(String text, String ending) {}

    private final List<Line> old;
    private final String ending;
    private final List<Line> result = new ArrayList<>();
    private int done;
    private int drift;
    private long patience = PATIENCE;

    private UnifiedPatch(String text) {
        this.old = lines(text);
        this.ending = LineEndings.dominant(text) == null ? "\n" : LineEndings.dominant(text);
    }

    /** {@code text} after {@code diff}; {@code INVALID_ARGUMENT} or {@code CONFLICT}. */
    static String apply(String diff, String text) {
        var parsed = UnifiedDiff.parse(diff);
        if (parsed.creates() && !text.isEmpty()) {
            throw new Failure(ErrorCode.CONFLICT, "the patch makes a new file, and there is one that is not empty");
        }
        return new UnifiedPatch(text).apply(parsed.hunks());
    }

    private String apply(List<Hunk> hunks) {
        for (int i = 0; i < hunks.size(); i++) {
            int at = find(hunks.get(i));
            if (at < 0) {
                throw new Failure(ErrorCode.CONFLICT, "hunk " + (i + 1) + " of the patch does not match the file");
            }
            apply(hunks.get(i), at);
        }
        result.addAll(old.subList(done, old.size()));
        return joined();
    }

    private void apply(Hunk hunk, int at) {
        drift = at - hunk.start();
        result.addAll(old.subList(done, at));
        done = at;
        for (var line : hunk.lines()) {
            if (line.kind() == '+') {
                result.add(new Line(line.text(), line.open() ? "" : ending));
            } else if (line.kind() == ' ') {
                result.add(old.get(done++));
            } else {
                done++;
            }
        }
    }

    /** The index of the first line of {@code hunk}, or -1. */
    private int find(Hunk hunk) {
        int expected = hunk.start() + drift;
        int last = old.size() - hunk.old();
        if (hunk.old() == 0) {
            return expected >= done && expected <= last ? expected : -1;
        }
        int farthest = Math.max(Math.abs(expected - done), Math.abs(last - expected));
        for (int away = 0; away <= farthest && patience > 0; away++) {
            if (matches(hunk, expected - away, last)) {
                return expected - away;
            } else if (matches(hunk, expected + away, last)) {
                return expected + away;
            }
        }
        return -1;
    }

    private boolean matches(Hunk hunk, int at, int last) {
        if (at < done || at > last) {
            return false;
        }
        int index = at;
        for (var line : hunk.lines()) {
            patience--;
            if (line.kind() != '+') {
                var there = old.get(index++);
                boolean open = index == old.size() && there.ending().isEmpty();
                if (!there.text().equals(line.text()) || line.open() && !open) {
                    return false;
                }
            }
        }
        return true;
    }

    private String joined() {
        var text = new StringBuilder();
        for (int i = 0; i < result.size(); i++) {
            var line = result.get(i);
            // A line that was the last one without a newline may have others after it now.
            boolean needed = line.ending().isEmpty() && i + 1 < result.size();
            text.append(line.text()).append(needed ? ending : line.ending());
        }
        return text.toString();
    }

    private static List<Line> lines(String text) {
        var lines = new ArrayList<Line>();
        for (int start = 0; start < text.length(); ) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline;
            boolean crlf = newline > start && text.charAt(newline - 1) == '\r';
            var ending = newline < 0 ? "" : crlf ? "\r\n" : "\n";
            lines.add(new Line(text.substring(start, crlf ? end - 1 : end), ending));
            start = end + 1;
        }
        return lines;
    }
}
