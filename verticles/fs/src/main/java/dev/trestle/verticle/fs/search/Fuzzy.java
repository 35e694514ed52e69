package dev.trestle.verticle.fs.search;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * How well paths fit what somebody types who has one in mind: all its characters in their order, whatever their case. Each
 * word counts for itself. What fits the name of the file alone is better than anything that needs its directories; after
 * that, beginnings of words and characters that follow each other count, and gaps cost, as in fzf.
 */
final class Fuzzy {

    /** What does not fit at all. */
    static final int NONE = Integer.MIN_VALUE / 2;

    /** What is below was never found; a gap may cost more than what was found is worth. */
    private static final int FOUND = NONE / 2;

    private static final int CHARACTER = 16;
    private static final int SAME_CAPITAL = 1;
    private static final int FOLLOWS = 9;
    private static final int BEGINS = 8;
    private static final int GAP = 1;
    private static final int IN_NAME = 100_000;

    private final List<String> words;

    Fuzzy(String query) {
        words = Stream.of(query.strip().split("\\s+")).toList();
    }

    /** The higher the better, or {@link #NONE}. */
    int score(String path) {
        int name = path.lastIndexOf('/') + 1;
        int sum = 0;
        for (var word : words) {
            int inName = score(word, path, name);
            int score = inName == NONE ? score(word, path, 0) : IN_NAME + inName;
            if (score == NONE) {
                return NONE;
            }
            sum += score;
        }
        return sum;
    }

    /** The best way to find {@code word} in {@code path} from {@code start} on. */
    private static int score(String word, String path, int start) {
        if (!isWithin(word, path, start)) {
            return NONE;
        }
        int length = path.length() - start;
        // Of the characters so far: the last one is found exactly here; or here at the latest, less the gap since.
        var here = new int[length];
        var before = new int[length];
        for (int i = 0; i < word.length(); i++) {
            int left = NONE;
            int hereLeft = NONE;
            int best = NONE;
            for (int j = 0; j < length; j++) {
                int value = value(word.charAt(i), path, start, j);
                int chain = i == 0 ? 0 : Math.max(left, hereLeft + FOLLOWS);
                hereLeft = here[j];
                left = before[j];
                here[j] = value == NONE || chain < FOUND ? NONE : chain + value;
                best = Math.max(here[j], best - GAP);
                before[j] = best;
            }
        }
        int best = Arrays.stream(here).max().orElse(NONE);
        return best < FOUND ? NONE : best;
    }

    private static boolean isWithin(String word, String path, int start) {
        int found = 0;
        for (int j = start; j < path.length() && found < word.length(); j++) {
            found += isSame(word.charAt(found), path.charAt(j)) ? 1 : 0;
        }
        return found == word.length();
    }

    private static int value(char wanted, String path, int start, int index) {
        char there = path.charAt(start + index);
        if (!isSame(wanted, there)) {
            return NONE;
        }
        boolean begins = start + index == 0 || begins(path.charAt(start + index - 1), there);
        return CHARACTER + (wanted == there && Character.isUpperCase(there) ? SAME_CAPITAL : 0) + (begins ? BEGINS : 0);
    }

    private static boolean begins(char before, char character) {
        return !Character.isLetterOrDigit(before)
                || Character.isLowerCase(before) && Character.isUpperCase(character)
                || !Character.isDigit(before) && Character.isDigit(character);
    }

    private static boolean isSame(char one, char other) {
        return one == other || Character.toLowerCase(one) == Character.toLowerCase(other);
    }
}
