package dev.trestle.verticle.git.read;

import dev.trestle.wire.GitHistory.ChangedFile;
import dev.trestle.wire.GitHistory.FileDiff;
import dev.trestle.wire.GitHistory.Hunk;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** One file of a diff, as it is read. */
final class DraftDiff {

    private static final Pattern HEAD =
            Pattern.compile("@@ -(\\d+)(?:,(\\d+))? \\+(\\d+)(?:,(\\d+))? @@ ?(.*)", Pattern.DOTALL);

    private final byte[] path;
    private final byte[] from;
    private final String status;
    private final int most;
    private final List<Hunk> hunks = new ArrayList<>();
    private final ByteArrayOutputStream patch = new ByteArrayOutputStream();
    private boolean tooLarge;
    private boolean binary;
    private int added;
    private int removed;

    /** @param most how many bytes of patch it may have */
    DraftDiff(byte[] path, byte[] from, String status, int most) {
        this.path = path;
        this.from = from;
        this.status = status;
        this.most = most;
    }

    /** As {@code --numstat} has them; a dash each for a binary file. */
    void count(String came, String went) {
        binary = came.equals("-");
        added = binary ? 0 : Integer.parseInt(came);
        removed = binary ? 0 : Integer.parseInt(went);
    }

    /** The next line of its patch. */
    void line(byte[] line) {
        if (tooLarge || patch.size() + line.length >= most) {
            tooLarge = true;
            hunks.clear();
            patch.reset();
            return;
        }
        patch.writeBytes(line);
        patch.write('\n');
        if (line.length > 0 && line[0] == '@') {
            hunks.add(begin(new String(line, StandardCharsets.UTF_8)));
        } else if (!hunks.isEmpty()) {
            var lines = hunks.get(hunks.size() - 1).lines();
            lines.add(Seen.of(line).text());
        }
    }

    private static Hunk begin(String line) {
        var head = HEAD.matcher(line);
        if (!head.matches()) {
            throw new IllegalStateException("git diff begins a hunk as nobody knows");
        }
        return new Hunk(
                Integer.parseInt(head.group(1)),
                length(head.group(2)),
                Integer.parseInt(head.group(3)),
                length(head.group(4)),
                head.group(5),
                new ArrayList<>());
    }

    private static int length(String number) {
        return number == null ? 1 : Integer.parseInt(number);
    }

    ChangedFile changed() {
        var name = Seen.of(path);
        var was = was();
        return new ChangedFile(name.text(), name.base64(), was.text(), was.base64(), status, binary, added, removed);
    }

    private Seen was() {
        return from == null ? new Seen(null, null) : Seen.of(from);
    }

    FileDiff done(boolean withPatch) {
        var name = Seen.of(path);
        var was = was();
        var text = withPatch && patch.size() > 0 ? Seen.of(patch.toByteArray()) : new Seen(null, null);
        return new FileDiff(
                name.text(),
                name.base64(),
                was.text(),
                was.base64(),
                status,
                binary,
                added,
                removed,
                tooLarge,
                hunks,
                text.text(),
                text.base64());
    }
}
