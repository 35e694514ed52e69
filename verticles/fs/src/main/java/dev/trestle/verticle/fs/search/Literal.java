package dev.trestle.verticle.fs.search;

/**
 * A text that is looked for as it stands, where it is plain enough: RE2 finds the same places and takes many times as long,
 * which is most of a search that finds much.
 */
final class Literal {

    /** Beyond this, a text that nearly fits everywhere would take its length times as long. */
    private static final int LONGEST = 256;

    /** Beside both cases of k and s, these are theirs as well. */
    private static final char KELVIN = '\u212a';

    private static final char LONG_S = '\u017f';

    private final String text;
    private final boolean caseSensitive;

    private Literal(String text, boolean caseSensitive) {
        this.text = text;
        this.caseSensitive = caseSensitive;
    }

    /** {@code null} where {@code text} is not plain. */
    static Literal of(String text, boolean caseSensitive) {
        boolean plain = text.length() <= LONGEST && text.chars().allMatch(c -> c < 0x80);
        return plain ? new Literal(text, caseSensitive) : null;
    }

    /** As {@link TextPattern#find}. */
    boolean find(String line, TextPattern.Taker taker) {
        for (int at = in(line, 0); at >= 0; at = in(line, at + text.length())) {
            if (!taker.take(at, at + text.length())) {
                return false;
            }
        }
        return true;
    }

    /** Where it is in {@code line} first, not before {@code from}; below zero when it is not. */
    int in(String line, int from) {
        if (caseSensitive) {
            return line.indexOf(text, from);
        }
        for (int at = from; at <= line.length() - text.length(); at++) {
            if (isAt(line, at)) {
                return at;
            }
        }
        return -1;
    }

    private boolean isAt(String line, int at) {
        for (int i = 0; i < text.length(); i++) {
            if (folded(line.charAt(at + i)) != folded(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static char folded(char letter) {
        if (letter >= 'A' && letter <= 'Z') {
            return (char) (letter + 'a' - 'A');
        }
        return letter == KELVIN ? 'k' : letter == LONG_S ? 's' : letter;
    }
}
