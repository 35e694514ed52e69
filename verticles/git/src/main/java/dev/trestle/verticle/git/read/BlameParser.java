package dev.trestle.verticle.git.read;

import dev.trestle.wire.GitBlame.Blame;
import dev.trestle.wire.GitBlame.Line;
import dev.trestle.wire.GitBlame.Origin;
import dev.trestle.wire.GitHistory.Signature;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code git blame --porcelain}: what is known of a commit comes with its first line alone. */
final class BlameParser {

    private static final long MS = 1000;

    private final int mostBytes;
    private final List<Line> lines = new ArrayList<>();
    private final Map<String, Origin> commits = new LinkedHashMap<>();
    private final Map<String, String> facts = new HashMap<>();

    BlameParser(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    Blame read(InputStream in) throws IOException {
        var fields = new Fields(in);
        long bytes = 0;
        String[] head = null;
        for (var raw = fields.next('\n'); raw != null; raw = fields.next('\n')) {
            var line = Seen.of(raw).text();
            bytes += raw.length;
            if (bytes > mostBytes) {
                return new Blame(lines, List.copyOf(commits.values()), true);
            } else if (head == null) {
                head = line.split(" ");
            } else if (line.startsWith("\t")) {
                add(head, line.substring(1));
                head = null;
            } else {
                int space = line.indexOf(' ');
                facts.put(space < 0 ? line : line.substring(0, space), line.substring(space + 1));
            }
        }
        return new Blame(lines, List.copyOf(commits.values()), false);
    }

    private void add(String[] head, String text) {
        var oid = head[0];
        commits.computeIfAbsent(oid, this::origin);
        facts.clear();
        lines.add(new Line(Integer.parseInt(head[2]), oid, Integer.parseInt(head[1]), text));
    }

    private Origin origin(String oid) {
        var email = facts.get("author-mail").replaceAll("^<|>$", "");
        long time = Long.parseLong(facts.get("author-time")) * MS;
        return new Origin(oid, new Signature(facts.get("author"), email, time), facts.get("summary"));
    }
}
