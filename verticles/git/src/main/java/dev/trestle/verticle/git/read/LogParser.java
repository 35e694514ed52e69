package dev.trestle.verticle.git.read;

import dev.trestle.wire.GitHistory.Commit;
import dev.trestle.wire.GitHistory.Signature;
import dev.trestle.wire.GitHistory.Stats;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Reads {@code git log} with {@link #FORMAT}: fields that end with NUL, and between two commits what {@code --shortstat} says. */
final class LogParser {

    /** Ids, parents, author, committer, refs, subject and body. */
    static final String FORMAT = "--format=%H%x00%P%x00%an%x00%ae%x00%at%x00%cn%x00%ce%x00%ct%x00%D%x00%s%x00%b%x00";

    private static final int FIELDS = 11;
    private static final long MS = 1000;
    private static final Pattern FILES = Pattern.compile("(\\d+) files? changed");
    private static final Pattern CAME = Pattern.compile("(\\d+) insertion");
    private static final Pattern WENT = Pattern.compile("(\\d+) deletion");

    private LogParser() {}

    static List<Commit> read(InputStream in, boolean stats) throws IOException {
        var fields = new Fields(in);
        var commits = new ArrayList<Commit>();
        var raw = new String[FIELDS];
        String[] before = null;
        for (var first = fields.next('\0'); first != null; first = fields.next('\0')) {
            // What stands before the id is said of the commit before.
            var text = Seen.of(first).text();
            int id = text.lastIndexOf('\n') + 1;
            if (before != null) {
                commits.add(commit(before, stats ? stats(text.substring(0, id)) : null));
            }
            before = null;
            if (fields.peek() >= 0) {
                raw[0] = text.substring(id);
                for (int i = 1; i < FIELDS; i++) {
                    raw[i] = Seen.of(fields.next('\0')).text();
                }
                before = raw.clone();
            }
        }
        if (before != null) {
            commits.add(commit(before, null));
        }
        return commits;
    }

    private static Commit commit(String[] raw, Stats stats) {
        return new Commit(
                raw[0],
                words(raw[1], " "),
                new Signature(raw[2], raw[3], Long.parseLong(raw[4]) * MS),
                new Signature(raw[5], raw[6], Long.parseLong(raw[7]) * MS),
                raw[9],
                raw[10],
                refs(raw[8]),
                stats,
                null,
                null);
    }

    /** {@code HEAD -> refs/heads/main, tag: refs/tags/v1}. */
    private static List<String> refs(String decoration) {
        var refs = new ArrayList<String>();
        for (var ref : words(decoration, ", ")) {
            refs.addAll(Arrays.asList(ref.replaceFirst("^tag: ", "").split(" -> ")));
        }
        return refs;
    }

    private static List<String> words(String text, String between) {
        return text.isEmpty() ? List.of() : List.of(text.split(between));
    }

    private static Stats stats(String line) {
        return line.isBlank() ? null : new Stats(number(FILES, line), number(CAME, line), number(WENT, line));
    }

    private static int number(Pattern pattern, String line) {
        var found = pattern.matcher(line);
        return found.find() ? Integer.parseInt(found.group(1)) : 0;
    }
}
