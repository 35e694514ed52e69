package dev.trestle.verticle.fs.ignore;

import dev.trestle.verticle.fs.path.FileName;
import java.util.ArrayList;
import java.util.List;

/**
 * A line of a {@code .gitignore}.
 *
 * @param glob what is meant, in bytes as {@link FileName#octets} has them
 * @param negated whether what is meant is not ignored
 * @param directories whether directories alone are meant
 * @param anywhere whether it is about a name, at any depth, and not about the way there
 */
record IgnoreRule(Glob glob, boolean negated, boolean directories, boolean anywhere) {

    /** Reads a file whose bytes are the characters of {@code text}; what git does not understand means nothing. */
    static List<IgnoreRule> read(String text) {
        var rules = new ArrayList<IgnoreRule>();
        var body = text.startsWith("\u00ef\u00bb\u00bf") ? text.substring(3) : text;
        for (var line : body.split("\n")) {
            var plain = trimmed(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
            if (!plain.isEmpty() && !plain.startsWith("#")) {
                add(rules, plain);
            }
        }
        return rules;
    }

    /** Without the spaces at its end, as far as no backslash keeps them. */
    private static String trimmed(String line) {
        int end = 0;
        for (int i = 0; i < line.length(); i++) {
            boolean kept = line.charAt(i) == '\\' && i + 1 < line.length();
            if (kept) {
                i++;
            }
            end = kept || line.charAt(i) != ' ' ? i + 1 : end;
        }
        return line.substring(0, end);
    }

    private static void add(List<IgnoreRule> rules, String line) {
        boolean negated = line.startsWith("!");
        var meant = negated ? line.substring(1) : line;
        boolean directories = meant.endsWith("/");
        if (directories) {
            meant = meant.substring(0, meant.length() - 1);
        }
        boolean anywhere = meant.indexOf('/') < 0;
        try {
            var glob = Glob.of(meant.startsWith("/") ? meant.substring(1) : meant);
            rules.add(new IgnoreRule(glob, negated, directories, anywhere));
        } catch (IllegalArgumentException malformed) {
            // As git does: it matches nothing.
        }
    }

    /** What the last of {@code rules} that is about {@code way}, from {@code from} on, says; {@code null} when none is. */
    static Boolean verdict(List<IgnoreRule> rules, String[] way, int from, boolean directory) {
        for (int i = rules.size() - 1; i >= 0; i--) {
            var rule = rules.get(i);
            if ((directory || !rule.directories) && rule.glob.matches(way, rule.anywhere ? way.length - 1 : from)) {
                return !rule.negated;
            }
        }
        return null;
    }
}
