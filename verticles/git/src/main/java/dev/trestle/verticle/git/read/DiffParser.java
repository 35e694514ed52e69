package dev.trestle.verticle.git.read;

import dev.trestle.config.GitConfig;
import dev.trestle.wire.GitHistory.FileDiff;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

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

    private static final byte[] NEXT_FILE = "diff --git ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NO_PATCH = "* Unmerged path ".getBytes(StandardCharsets.US_ASCII);

    private final GitConfig config;
    private final int limit;
    private final Differing differing;
    private boolean truncated;

    DiffParser(GitConfig config, int limit) {
        this.config = config;
        this.limit = limit;
        this.differing = new Differing(config.maxFileDiffBytes());
    }

    /** Returns at the end, or earlier when there is more than may be told. */
    DiffParser read(InputStream in) throws IOException {
        var fields = new Fields(in);
        while (fields.peek() > 0) {
            differing.take(fields.next('\0'), fields);
        }
        if (fields.next('\0') != null) {
            patches(fields);
        }
        truncated |= differing.files().size() > limit;
        return this;
    }

    private void patches(Fields fields) throws IOException {
        var files = differing.files();
        var patches = differing.patches();
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
        return differing.files().stream()
                .limit(limit)
                .map(file -> file.done(withPatch))
                .toList();
    }

    boolean truncated() {
        return truncated;
    }

    private static boolean begins(byte[] line, byte[] with) {
        return line.length >= with.length && Arrays.equals(line, 0, with.length, with, 0, with.length);
    }
}
