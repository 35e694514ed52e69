package dev.trestle.verticle.fs.patch;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import org.bitbucket.cowwoc.diffmatchpatch.DiffMatchPatch;
import org.bitbucket.cowwoc.diffmatchpatch.DiffMatchPatch.Operation;
import org.bitbucket.cowwoc.diffmatchpatch.DiffMatchPatch.Patch;

/**
 * Patches in the text form of diff-match-patch; offsets count UTF-16 units of the text.
 *
 * <p>Where every patch finds what it expects at its place, exactly that is changed. Else each is fitted to the nearest
 * place that is like it, as the format intends; one that finds none refuses all. A patch that knows no {@code \r} may have
 * been made from the text with {@code \n} alone, as many editors hold it, and is then fitted to that.
 */
final class DmpPatch {

    /** Fitting reads the text again for each patch; this many characters take a second or so. */
    private static final long MOST_TO_READ = 2_000_000_000L;

    private static final String REPLACED = "\uFFFD";

    private DmpPatch() {}

    /** {@code text} after {@code patch}; {@code INVALID_ARGUMENT} or {@code CONFLICT}. */
    static String apply(String patch, String text) {
        var patches = parse(patch);
        var result = exactly(patches, text);
        if (result == null) {
            boolean raw = !text.contains("\r\n") || patches.stream().anyMatch(each -> holds(each, "\r"));
            result = fitted(patches, raw ? text : LineEndings.plain(text));
        }
        return LineEndings.keep(text, result);
    }

    private static List<Patch> parse(String patch) {
        List<Patch> patches;
        try {
            patches = new DiffMatchPatch().patchFromText(patch);
        } catch (IllegalArgumentException malformed) {
            throw malformed();
        }
        // The library puts a replacement character where the percent encoding is not UTF-8.
        boolean meant =
                patch.contains(REPLACED) || patch.toUpperCase(Locale.ROOT).contains("%EF%BF%BD");
        if (!meant && patches.stream().anyMatch(each -> holds(each, REPLACED))) {
            throw malformed();
        }
        return patches;
    }

    private static Failure malformed() {
        return new Failure(ErrorCode.INVALID_ARGUMENT, "patch is not the text form of diff-match-patch");
    }

    private static boolean holds(Patch patch, String part) {
        return patch.diffs.stream().anyMatch(diff -> diff.text.contains(part));
    }

    /** The text after {@code patches} if each finds what it expects where it expects it, else {@code null}. */
    private static String exactly(List<Patch> patches, String text) {
        var result = new StringBuilder(text);
        for (var patch : patches) {
            var before = side(patch, Operation.INSERT);
            int end = patch.start2 + before.length();
            if (patch.start2 < 0
                    || end > result.length()
                    || !result.substring(patch.start2, end).equals(before)) {
                return null;
            }
            result.replace(patch.start2, end, side(patch, Operation.DELETE));
        }
        return result.toString();
    }

    private static String side(Patch patch, Operation without) {
        var side = new StringBuilder();
        patch.diffs.stream().filter(diff -> diff.operation != without).forEach(diff -> side.append(diff.text));
        return side.toString();
    }

    private static String fitted(List<Patch> patches, String text) {
        if ((long) patches.size() * text.length() > MOST_TO_READ) {
            throw new Failure(ErrorCode.CONFLICT, "the patch does not match the file and is too large to be fitted");
        }
        var outcome = new DiffMatchPatch().patchApply(new LinkedList<>(patches), text);
        var applied = (boolean[]) outcome[1];
        for (int i = 0; i < applied.length; i++) {
            if (!applied[i]) {
                throw new Failure(ErrorCode.CONFLICT, "part " + (i + 1) + " of the patch does not match the file");
            }
        }
        return (String) outcome[0];
    }
}
