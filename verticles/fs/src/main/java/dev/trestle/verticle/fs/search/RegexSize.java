package dev.trestle.verticle.fs.search;

import java.util.ArrayDeque;
import java.util.regex.Pattern;

/**
 * How much a regular expression asks for, before it is compiled: RE2 writes out what is repeated, so that
 * {@code ((a{999}){999}){999}} alone would take all memory, and goes down into nested groups, which would take the stack.
 */
final class RegexSize {

    private static final int MOST_STEPS = 20_000;
    private static final int DEEPEST = 100;
    private static final Pattern REPEATED = Pattern.compile("\\{(\\d{1,9})(,(\\d{0,9}))?}");

    private final String regex;
    private final ArrayDeque<Long> groups = new ArrayDeque<>();
    private long group;
    private long last;

    private RegexSize(String regex) {
        this.regex = regex;
    }

    /**
     * Refuses what is too large.
     *
     * @throws IllegalArgumentException says what is too much
     */
    static void check(String regex) {
        new RegexSize(regex).check();
    }

    private void check() {
        var repeated = REPEATED.matcher(regex);
        for (int i = 0; i < regex.length(); i++) {
            char c = regex.charAt(i);
            if (c == '(') {
                groups.push(group);
                group = 0;
                last = 0;
            } else if (c == ')' && !groups.isEmpty()) {
                last = group;
                group += groups.pop();
            } else if (c == '{' && repeated.region(i, regex.length()).lookingAt()) {
                repeat(
                        repeated.group(3) == null || repeated.group(3).isEmpty()
                                ? repeated.group(1)
                                : repeated.group(3));
                i = repeated.end() - 1;
            } else {
                i = c == '\\' ? i + 1 : c == '[' ? endOfClass(i) : i;
                last = 1;
                group++;
            }
            refuseIf(groups.size() > DEEPEST, "groups are nested deeper than " + DEEPEST);
            refuseIf(group > MOST_STEPS, "repetitions written out take more than " + MOST_STEPS + " steps");
        }
    }

    private void repeat(String times) {
        long more = last * Math.max(0, Long.parseLong(times) - 1);
        group += more;
        last += more;
    }

    private int endOfClass(int open) {
        for (int i = open + 2; i < regex.length(); i++) {
            if (regex.charAt(i) == ']') {
                return i;
            }
            i += regex.charAt(i) == '\\' ? 1 : 0;
        }
        return regex.length();
    }

    private static void refuseIf(boolean tooMuch, String sentence) {
        if (tooMuch) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
