package dev.trestle.verticle.fs.search;

import java.util.ArrayList;
import java.util.List;

/** Writes out a glob's {@code {a,b}}, which may be nested, as one glob for each choice; at most so many. */
final class Braces {

    private static final int NOWHERE = -1;

    private final int most;

    Braces(int most) {
        this.most = most;
    }

    /**
     * Adds what {@code glob} stands for to {@code plain}.
     *
     * @throws IllegalArgumentException says what is wrong
     */
    void expand(String glob, List<String> plain) {
        int open = find(glob, 0, "{");
        if (open == NOWHERE) {
            if (plain.size() == most) {
                throw new IllegalArgumentException("its braces stand for more than " + most + " globs");
            }
            plain.add(glob);
            return;
        }
        var borders = borders(glob, open);
        var tail = glob.substring(borders.get(borders.size() - 1) + 1);
        for (int i = 1; i < borders.size(); i++) {
            var choice = glob.substring(borders.get(i - 1) + 1, borders.get(i));
            expand(glob.substring(0, open) + choice + tail, plain);
        }
    }

    /** Where the brace at {@code open}, the commas that belong to it, and the closing brace are. */
    private static List<Integer> borders(String glob, int open) {
        var borders = new ArrayList<Integer>();
        borders.add(open);
        int depth = 0;
        for (int at = find(glob, open + 1, "{,}"); at != NOWHERE; at = find(glob, at + 1, "{,}")) {
            char found = glob.charAt(at);
            if (depth == 0 && found != '{') {
                borders.add(at);
                if (found == '}') {
                    return borders;
                }
            }
            depth += found == '{' ? 1 : found == '}' ? -1 : 0;
        }
        throw new IllegalArgumentException("a brace is not closed");
    }

    /** The first of {@code characters} from {@code start} on that no backslash or bracket hides. */
    private static int find(String glob, int start, String characters) {
        for (int i = start; i < glob.length(); i++) {
            char c = glob.charAt(i);
            if (characters.indexOf(c) >= 0) {
                return i;
            } else if (c == '\\') {
                i++;
            } else if (c == '[') {
                int close = glob.indexOf(']', i + 2);
                i = close < 0 ? i : close;
            }
        }
        return NOWHERE;
    }
}
