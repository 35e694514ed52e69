package dev.trestle.verticle.git.read;

import dev.trestle.config.GitConfig;
import dev.trestle.wire.GitHistory.FileDiff;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code git diff -z --raw --numstat -p}: first all files, then how many lines each has, then their patches in the
 * same order. One for each output.
 */
final class DiffParser {

    /** What stands between {@code git diff} and what is compared. */
    static final String[] OPTIONS = {
        "-z",
        "--raw",
        "--numstat",
        "-p",
        "-M",
        "--full-index",
        "--no-ext-diff",
        "--no-textconv",
        "--no-color",
        "--no-relative",
        "--submodule=short",
        "--ignore-submodules=dirty",
        "--src-prefix=a/",
        "--dst-prefix=b/"
    };

    private static final String CONFLICT = "U";
    private static final byte[] NEXT_FILE = "diff --git ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NO_PATCH = "* Unmerged path ".getBytes(StandardCharsets.US_ASCII);

    private final GitConfig config;
    private final int limit;
    private final List<DraftDiff> files = new ArrayList<>();
    private final Map<String, DraftDiff> byPath = new HashMap<>();
    /** Whose patches follow, in their order. */
    private final List<DraftDiff> patches = new ArrayList<>();

    private boolean truncated;

    DiffParser(GitConfig config, int limit) {
        this.config = config;
        this.limit = limit;
    }

    /** Returns at the end, or earlier when there is more than may be told. */
    DiffParser read(InputStream in) throws IOException {
        var fields = new Fields(in);
        for (int next = fields.peek(); next > 0; next = fields.peek()) {
            if (next == ':') {
                file(fields);
            } else {
                count(fields);
            }
        }
        if (fields.next('\0') != null) {
            patches(fields);
        }
        truncated |= files.size() > limit;
        return this;
    }

    private void file(Fields fields) throws IOException {
        var line = text(fields.next('\0'));
        var letters = line.substring(line.lastIndexOf(' ') + 1);
        boolean moved = letters.charAt(0) == 'R' || letters.charAt(0) == 'C';
        var status = line.startsWith("::") ? CONFLICT : letters.substring(0, 1);
        var from = moved ? fields.next('\0') : null;
        var path = fields.next('\0');
        var known = byPath.get(latin(path));
        var draft = known == null ? new DraftDiff(path, from, status, config.maxFileDiffBytes()) : known;
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

    private void count(Fields fields) throws IOException {
        var line = fields.next('\0');
        var words = latin(line).split("\t", 3);
        var path = words[2];
        if (path.isEmpty()) {
            fields.next('\0');
            path = latin(fields.next('\0'));
        }
        var draft = byPath.get(path);
        if (draft != null) {
            draft.count(words[0], words[1]);
        }
    }

    private void patches(Fields fields) throws IOException {
        long bytes = 0;
        int at = -1;
        for (var line = fields.next('\n'); line != null; line = fields.next('\n')) {
            if (begins(line, NEXT_FILE)) {
                at++;
            }
            if (at >= 0 && files.indexOf(patches.get(at)) >= limit || bytes > config.maxDiffBytes()) {
                truncated = true;
                return;
            } else if (at >= 0 && !begins(line, NO_PATCH)) {
                patches.get(at).line(line);
                bytes += line.length;
            }
        }
    }

    /** The files, at most so many as were wanted. */
    List<FileDiff> files(boolean withPatch) {
        return files.stream().limit(limit).map(file -> file.done(withPatch)).toList();
    }

    boolean truncated() {
        return truncated;
    }

    private static boolean begins(byte[] line, byte[] with) {
        return line.length >= with.length && Arrays.equals(line, 0, with.length, with, 0, with.length);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
