package dev.trestle.verticle.fs;

import com.google.re2j.Matcher;
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

    private final Query query;
    private final Pattern pattern;

    private TextPattern(Query query, Pattern pattern) {
        this.query = query;
        this.pattern = pattern;
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
            int flags = query.caseSensitive() ? 0 : Pattern.CASE_INSENSITIVE;
            return new TextPattern(query, Pattern.compile(query.regex() ? text : Pattern.quote(text), flags));
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
        var matcher = pattern.matcher(line.length() > LONG_LINE ? new Interruptible(line, stop) : line);
        int empty = -1;
        boolean taken = false;
        for (int from = 0; from <= line.length() && matcher.find(from); ) {
            if (query.word() && !isWord(line, matcher)) {
                from = matcher.start() + 1;
            } else if (matcher.end() == matcher.start()) {
                empty = empty < 0 ? matcher.start() : empty;
                from = matcher.end() + 1;
            } else {
                taken = true;
                from = matcher.end();
                if (!taker.take(matcher.start(), from)) {
                    return false;
                }
            }
        }
        return taken || empty < 0 || taker.take(empty, empty);
    }

    private static boolean isWord(String line, Matcher matcher) {
        return !isInside(line, matcher.start()) && !isInside(line, matcher.end());
    }

    /** Whether a word goes on at {@code index}. */
    private static boolean isInside(String line, int index) {
        return index > 0
                && index < line.length()
                && isWordCharacter(line.codePointBefore(index))
                && isWordCharacter(line.codePointAt(index));
    }

    private static boolean isWordCharacter(int character) {
        return Character.isLetterOrDigit(character) || character == '_';
    }
}
