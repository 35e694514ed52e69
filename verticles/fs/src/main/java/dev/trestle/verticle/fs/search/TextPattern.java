package dev.trestle.verticle.fs.search;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Search.Query;
import java.util.Locale;

/**
 * What a search looks for, line by line. Its time is linear in the text, whatever the query, and a search that is to end
 * leaves the longest line at once.
 */
final class TextPattern {

    /** A place in a line. */
    @FunctionalInterface
    interface Taker {
        /** From {@code start} to {@code end}; whether to go on. */
        boolean take(int start, int end);
    }

    private static final int LONGEST = 4_096;
    private static final int LONG_LINE = 65_536;

    /** What may be beside a word. RE2 knows borders of ASCII words alone. */
    private static final String BEFORE = "(?:^|[^\\pL\\pN_])";

    private static final String AFTER = "(?:[^\\pL\\pN_]|$)";

    private final Query query;
    private final Pattern pattern;
    /** Finds what {@link #pattern} finds, as a word with what is beside it; {@code null} when words do not matter. */
    private final Pattern word;
    /** Finds what {@link #pattern} finds; {@code null} where that takes a regular expression. */
    private final Literal literal;

    private TextPattern(Query query, String regex) {
        int flags = query.caseSensitive() ? 0 : Pattern.CASE_INSENSITIVE;
        this.query = query;
        // First, as it tells of faults: the other hides a parenthesis too many.
        this.pattern = Pattern.compile(regex, flags);
        this.word = query.word() ? Pattern.compile(BEFORE + "(" + regex + ")" + AFTER, flags) : null;
        this.literal = query.regex() ? null : Literal.of(query.query(), query.caseSensitive());
    }

    /**
     * Reads what {@code query} looks for.
     *
     * @throws Failure {@code INVALID_ARGUMENT} that says what is wrong with it
     */
    static TextPattern of(Query query) {
        var text = query.query();
        if (text.isEmpty() || text.length() > LONGEST) {
            throw refused("must have 1 to " + LONGEST + " characters");
        } else if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
            throw refused("must be one line: no match goes beyond a line");
        }
        try {
            if (query.regex()) {
                RegexSize.check(text);
            }
            return new TextPattern(query, query.regex() ? text : Pattern.quote(text));
        } catch (PatternSyntaxException malformed) {
            // Among what it complains of may be the flag, as it writes it down.
            var part = malformed.getPattern().replace("(?i)", "");
            throw refused("is not a regular expression: " + malformed.getDescription() + ": " + part);
        } catch (IllegalArgumentException tooLarge) {
            throw refused("is too large a regular expression: " + tooLarge.getMessage());
        }
    }

    private static Failure refused(String sentence) {
        return new Failure(ErrorCode.INVALID_ARGUMENT, "query " + sentence);
    }

    /** Whether it is worth while to look into {@code text}, line by line. */
    boolean mayBeIn(String text) {
        if (query.regex() || !query.caseSensitive() && !isAscii(query.query())) {
            return true;
        }
        return query.caseSensitive()
                ? text.contains(query.query())
                : folded(text).contains(folded(query.query()));
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    /** Both ways, since the long s is a small letter of S and the Kelvin sign a capital of k. */
    private static String folded(String text) {
        return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    /**
     * Hands over all places in {@code line}, from left to right, none over another; whether to the end. A place where it
     * matches nothing counts only in a line without any other, and once.
     */
    boolean find(String line, Stop stop, Taker taker) {
        if (literal != null && line.length() <= LONG_LINE) {
            if (word == null) {
                return literal.find(line, taker);
            } else if (literal.in(line, 0) < 0) {
                return true;
            }
        }
        return findByPattern(line, stop, taker);
    }

    private boolean findByPattern(String line, Stop stop, Taker taker) {
        var text = line.length() > LONG_LINE ? new Interruptible(line, stop) : line;
        // Two patterns for words, as the one without borders is much faster and mostly finds nothing.
        if (word != null && !pattern.matcher(text).find()) {
            return true;
        }
        var matcher = (word == null ? pattern : word).matcher(text);
        int group = word == null ? 0 : 1;
        int empty = -1;
        boolean taken = false;
        for (int from = 0; from <= line.length() && matcher.find(from); ) {
            int start = matcher.start(group);
            int end = matcher.end(group);
            from = end;
            if (start == end) {
                empty = empty < 0 ? start : empty;
                from++;
            } else {
                taken = true;
                if (!taker.take(start, end)) {
                    return false;
                }
            }
        }
        return taken || empty < 0 || taker.take(empty, empty);
    }
}
