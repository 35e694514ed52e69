package dev.trestle.verticle.git.read;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code -z --raw --numstat}: first all files that differ, then how many lines each has. One for each comparison. */
final class Differing {

    private static final String CONFLICT = "U";

    private final int most;
    private final List<DraftDiff> files = new ArrayList<>();
    private final Map<String, DraftDiff> byPath = new HashMap<>();
    /** Whose patches follow, in their order. */
    private final List<DraftDiff> patches = new ArrayList<>();

    /** @param most how many bytes of patch a file may have */
    Differing(int most) {
        this.most = most;
    }

    /** Takes {@code piece}, and what of {@code rest} belongs to it; {@code false} for one that tells of no file. */
    boolean take(byte[] piece, Fields rest) throws IOException {
        if (piece.length > 0 && piece[0] == ':') {
            file(text(piece), rest);
            return true;
        }
        var words = latin(piece).split("\t", 3);
        if (words.length == 3) {
            count(words, rest);
        }
        return words.length == 3;
    }

    private void file(String line, Fields rest) throws IOException {
        var letters = line.substring(line.lastIndexOf(' ') + 1);
        boolean moved = letters.charAt(0) == 'R' || letters.charAt(0) == 'C';
        var status = line.startsWith("::") ? CONFLICT : letters.substring(0, 1);
        var from = moved ? rest.next('\0') : null;
        var path = rest.next('\0');
        var known = byPath.get(latin(path));
        var draft = known == null ? new DraftDiff(path, from, status, most) : known;
        if (known == null) {
            files.add(draft);
            byPath.put(latin(path), draft);
        }
        if (!status.equals(CONFLICT)) {
            patches.add(draft);
        }
        if (status.equals("T")) {
            // Another type is told as a file that went and one that came.
            patches.add(draft);
        }
    }

    private void count(String[] words, Fields rest) throws IOException {
        var path = words[2];
        if (path.isEmpty()) {
            rest.next('\0');
            path = latin(rest.next('\0'));
        }
        var draft = byPath.get(path);
        if (draft != null) {
            draft.count(words[0], words[1]);
        }
    }

    List<DraftDiff> files() {
        return files;
    }

    List<DraftDiff> patches() {
        return patches;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
