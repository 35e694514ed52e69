package dev.trestle.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that was probably meant: few letters differ, or only the section in front is wrong. */
final class Nearest {
    private Nearest() {}

    static Optional<String> to(String wrong, Collection<String> known) {
        return known.stream()
                .filter(name -> !name.isEmpty())
                .filter(name -> isNear(wrong, name) || isNear(last(wrong), last(name)))
                .min(Comparator.<String>comparingInt(
                                name -> Math.min(distance(wrong, name), distance(last(wrong), last(name))))
                        .thenComparingInt(name -> distance(wrong, name)));
    }

    private static boolean isNear(String wrong, String name) {
        return distance(wrong, name) <= Math.max(1, wrong.length() / 4);
    }

    /** The part behind the last dot. */
    static String last(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** Levenshtein's distance, blind to case. */
    private static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
