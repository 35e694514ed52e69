package dev.trestle.verticle.fs.patch;

import java.util.Random;

/** Texts and changes of them, the same in every run. */
final class RandomText {

    private static final String[] PIECES = {
        "a", "b", "xyz", " ", "é", "€", "😀", "{", "}", "  return 0;", "%20", "+", "\t", "# ", "word", "\u2028"
    };

    private final Random random;

    RandomText(long seed) {
        random = new Random(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    String line() {
        var line = new StringBuilder();
        for (int i = below(6); i >= 0; i--) {
            line.append(PIECES[below(PIECES.length)]);
        }
        return line.toString();
    }

    /** Lines that all end with {@code ending}, the last one perhaps not. */
    String text(int most, String ending) {
        var text = new StringBuilder();
        for (int i = below(most + 1); i > 0; i--) {
            text.append(below(5) == 0 ? "" : line()).append(ending);
        }
        return below(3) == 0 ? text + line() : text.toString();
    }

    /** {@code text} with a few pieces put in or taken out, never inside a character or a line ending. */
    String changed(String text, String ending) {
        var changed = new StringBuilder(text);
        for (int i = below(5); i >= 0; i--) {
            int start = border(changed, below(changed.length() + 1));
            int end = below(2) == 0 ? start : border(changed, Math.min(changed.length(), start + below(12)));
            changed.replace(start, Math.max(start, end), below(3) == 0 ? line() + ending + line() : line());
        }
        return changed.toString();
    }

    /** {@code index}, or the one before, so that it is between two characters. */
    static int border(CharSequence text, int index) {
        boolean inside = index > 0
                && index < text.length()
                && (Character.isLowSurrogate(text.charAt(index))
                        || text.charAt(index) == '\n' && text.charAt(index - 1) == '\r');
        return inside ? index - 1 : index;
    }
}
