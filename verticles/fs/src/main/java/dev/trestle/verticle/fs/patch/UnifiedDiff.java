package dev.trestle.verticle.fs.patch;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A unified diff of one file, read. The names in its header are not looked at, {@code /dev/null} aside; how its lines end
 * is not part of it.
 *
 * @param creates whether it makes a new file
 * @param hunks in the order of the file
 */
record UnifiedDiff(boolean creates, List<Hunk> hunks) {

    /** {@code kind} is a space, plus or minus; an {@code open} line has no newline at its end. */
    record Line(char kind, String text, boolean open) {}

    /** A change in one place; {@code start} counts the lines before it, {@code old} the lines it expects there. */
    record Hunk(int start, int old, List<Line> lines) {}

    private static final Pattern HUNK =
            Pattern.compile("@@ -(\\d{1,9})(?:,(\\d{1,9}))? \\+(\\d{1,9})(?:,(\\d{1,9}))? @@.*");

    /** Reads {@code diff}; {@code INVALID_ARGUMENT} when it is malformed or about more than one file. */
    static UnifiedDiff parse(String diff) {
        return new Reader(diff).read();
    }

    private static final class Reader {

        private final String[] lines;
        private final List<Hunk> hunks = new ArrayList<>();
        private boolean creates;
        private int next;
        private int files;
        private int commands;

        Reader(String diff) {
            lines = diff.split("\n", -1);
        }

        UnifiedDiff read() {
            boolean blank = true;
            while (hasNext()) {
                var line = pop();
                blank &= line.isBlank();
                if (line.startsWith("diff ")) {
                    commands++;
                } else if (line.startsWith("--- ") && hasNext() && lines[next].startsWith("+++ ")) {
                    files++;
                    creates = line.startsWith("--- /dev/null");
                    next++;
                } else if (line.startsWith("@@")) {
                    hunks.add(hunk(line));
                }
                if (files > 1 || commands > 1) {
                    throw refused("is about more than one file");
                }
            }
            if (hunks.isEmpty() && !blank) {
                throw refused("is not a unified diff of a text: it has no hunk");
            }
            return new UnifiedDiff(creates, hunks);
        }

        private Hunk hunk(String header) {
            var match = HUNK.matcher(header);
            if (!match.matches()) {
                throw refused("has a hunk that does not begin with @@ -line,count +line,count @@, in line " + next);
            }
            int before = count(match.group(2));
            int after = count(match.group(4));
            int start = Integer.parseInt(match.group(1)) - (before > 0 ? 1 : 0);
            return new Hunk(start, before, body(before, after));
        }

        private static int count(String group) {
            return group == null ? 1 : Integer.parseInt(group);
        }

        private List<Line> body(int before, int after) {
            var body = new ArrayList<Line>();
            while (before > 0 || after > 0) {
                if (!hasNext()) {
                    throw refused("ends inside a hunk");
                }
                var line = pop();
                // Mailers and editors take the space away that an empty line of context begins with.
                char kind = line.isEmpty() ? ' ' : line.charAt(0);
                before -= kind == '-' || kind == ' ' ? 1 : 0;
                after -= kind == '+' || kind == ' ' ? 1 : 0;
                if (before < 0 || after < 0 || " +-".indexOf(kind) < 0) {
                    throw refused("has a hunk that is not as long as it says, in line " + next);
                }
                boolean open = hasNext() && lines[next].startsWith("\\");
                next += open ? 1 : 0;
                body.add(new Line(kind, line.isEmpty() ? "" : line.substring(1), open));
            }
            return body;
        }

        private boolean hasNext() {
            // A text that ends with a newline has an empty string after it.
            return next < lines.length - 1 || next == lines.length - 1 && !lines[next].isEmpty();
        }

        private String pop() {
            var line = lines[next++];
            return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        }

        private static Failure refused(String sentence) {
            return new Failure(ErrorCode.INVALID_ARGUMENT, "patch " + sentence);
        }
    }
}
