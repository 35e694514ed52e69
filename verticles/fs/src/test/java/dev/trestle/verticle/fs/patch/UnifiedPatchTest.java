package dev.trestle.verticle.fs.patch;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import dev.trestle.verticle.fs.Refused;
import dev.trestle.wire.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnifiedPatchTest {

    private static final String HEADER = "diff --git a/x b/x\nindex 1..2 100644\n--- a/x\n+++ b/x\n";
    private static final String CHANGE = "@@ -1,3 +1,3 @@\n one\n-two\n+2\n three\n";

    private static Refused refusal(String diff, String text) {
        return Refused.of(() -> UnifiedPatch.apply(diff, text));
    }

    private static Refused mismatch(int hunk) {
        return new Refused(ErrorCode.CONFLICT, "hunk " + hunk + " of the patch does not match the file");
    }

    private static String diff(String before, String after, int context) {
        var old = before.lines().toList();
        var now = after.lines().toList();
        var lines = UnifiedDiffUtils.generateUnifiedDiff("a/x", "b/x", old, DiffUtils.diff(old, now), context);
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                HEADER + CHANGE,
                CHANGE,
                "--- x\n+++ x\n" + CHANGE,
                "--- x\t2026-01-01 00:00:00\n+++ x\t2026-01-02\n" + CHANGE,
                "From: somebody\nSubject: [PATCH] x\n\n---\n x | 2 +-\n" + HEADER + CHANGE + "-- \n2.39\n",
                "@@ -1,3 +1,3 @@ void f() {\n one\n-two\n+2\n three",
                "--- a/x\r\n+++ b/x\r\n@@ -1,3 +1,3 @@\r\n one\r\n-two\r\n+2\r\n three\r\n"
            })
    void appliesADiffWithOrWithoutHeaders(String diff) {
        assertThat(UnifiedPatch.apply(diff, "one\ntwo\nthree\nfour\n")).isEqualTo("one\n2\nthree\nfour\n");
        assertThat(UnifiedPatch.apply(diff, "one\r\ntwo\r\nthree\r\nfour")).isEqualTo("one\r\n2\r\nthree\r\nfour");
    }

    @Test
    void keepsTheEndingOfEachLine() {
        assertThat(UnifiedPatch.apply(CHANGE, "one\ntwo\nthree\r\nfour\r\nfive\r\n"))
                .isEqualTo("one\n2\r\nthree\r\nfour\r\nfive\r\n");
    }

    @Test
    void findsAHunkThatHasMovedNearestFirst() {
        assertThat(UnifiedPatch.apply(CHANGE, "zero\none\ntwo\nthree\n")).isEqualTo("zero\none\n2\nthree\n");
        assertThat(UnifiedPatch.apply("@@ -4,1 +4,1 @@\n-x\n+y\n", "x\n-\nx\n-\n-\n-\nx\n"))
                .isEqualTo("x\n-\ny\n-\n-\n-\nx\n");
    }

    @Test
    void followsTheHunkBefore() {
        assertThat(UnifiedPatch.apply("@@ -1,2 +1,2 @@\n-a\n+A\n b\n@@ -3 +3 @@\n-x\n+y\n", "0\n0\na\nb\nx\n0\nx\n"))
                .isEqualTo("0\n0\nA\nb\ny\n0\nx\n");
    }

    @Test
    void putsLinesWithoutContextExactlyWhereTheySay() {
        assertThat(UnifiedPatch.apply("@@ -0,0 +1,2 @@\n+a\n+b\n", "c\n")).isEqualTo("a\nb\nc\n");
        assertThat(UnifiedPatch.apply("@@ -1,0 +2 @@\n+b\n", "a\nc\n")).isEqualTo("a\nb\nc\n");
        assertThat(UnifiedPatch.apply("@@ -2,0 +3 @@\n+c\n", "a\nb")).isEqualTo("a\nb\nc\n");
        assertThat(refusal("@@ -3,0 +4 @@\n+c\n", "a\nb\n")).isEqualTo(mismatch(1));
    }

    @Test
    void fillsAnEmptyFileLikeANewOne() {
        // Given
        var diff = "diff --git a/x b/x\nnew file mode 100644\n--- /dev/null\n+++ b/x\n@@ -0,0 +1,2 @@\n+a\n+b\n";
        // Then
        assertThat(UnifiedPatch.apply(diff, "")).isEqualTo("a\nb\n");
        assertThat(refusal(diff, "a\nb\n"))
                .isEqualTo(new Refused(
                        ErrorCode.CONFLICT, "the patch makes a new file, and there is one that is not empty"));
    }

    @Test
    void emptiesAFileLikeADeletedOne() {
        assertThat(UnifiedPatch.apply("--- a/x\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-a\n-b\n", "a\nb\n"))
                .isEmpty();
    }

    @Test
    void knowsAnEndWithoutANewline() {
        // Given
        var none = "\\ No newline at end of file\n";
        // Then
        assertThat(UnifiedPatch.apply("@@ -1 +1 @@\n-a\n" + none + "+b\n" + none, "a"))
                .isEqualTo("b");
        assertThat(UnifiedPatch.apply("@@ -1 +1 @@\n-a\n" + none + "+a\n", "a")).isEqualTo("a\n");
        assertThat(UnifiedPatch.apply("@@ -1 +1 @@\n-a\n+a\n" + none, "a\n")).isEqualTo("a");
        assertThat(UnifiedPatch.apply("@@ -1 +1,2 @@\n-a\n" + none + "+a\n+b\n" + none, "a"))
                .isEqualTo("a\nb");
        assertThat(UnifiedPatch.apply("@@ -1,2 +1,2 @@\n-a\n+x\n b\n" + none, "a\r\nb"))
                .isEqualTo("x\r\nb");
        assertThat(refusal("@@ -1 +1 @@\n-a\n" + none + "+b\n", "a\n")).isEqualTo(mismatch(1));
    }

    @Test
    void doesNotInsistThatADiffKnowsTheEnd() {
        assertThat(UnifiedPatch.apply("@@ -1,2 +1,2 @@\n-a\n+x\n b\n", "a\nb")).isEqualTo("x\nb");
        assertThat(UnifiedPatch.apply("@@ -1,2 +1,3 @@\n a\n b\n+c\n", "a\nb")).isEqualTo("a\nb\nc\n");
    }

    @Test
    void readsAnEmptyLineAsAnEmptyLineOfContext() {
        assertThat(UnifiedPatch.apply("@@ -1,3 +1,3 @@\n a\n\n-b\n+c\n", "a\n\nb\n"))
                .isEqualTo("a\n\nc\n");
    }

    @Test
    void takesLinesThatLookLikeHeadersForLines() {
        assertThat(UnifiedPatch.apply("@@ -1,2 +1,2 @@\n--- a\n-++ b\n+++ c\n+-- d\n", "-- a\n++ b\n"))
                .isEqualTo("++ c\n-- d\n");
    }

    @Test
    void appliesAllHunksOrNone() {
        assertThat(refusal(CHANGE + "@@ -9 +9 @@\n-missing\n+x\n", "one\ntwo\nthree\n"))
                .isEqualTo(mismatch(2));
        assertThat(refusal(CHANGE + CHANGE, "one\ntwo\nthree\n")).isEqualTo(mismatch(2));
        assertThat(refusal(CHANGE, "one\nTWO\nthree\n")).isEqualTo(mismatch(1));
        assertThat(refusal(CHANGE, "")).isEqualTo(mismatch(1));
    }

    @Test
    void changesNothingWithoutADiff() {
        assertThat(UnifiedPatch.apply("", "same")).isEqualTo("same");
        assertThat(UnifiedPatch.apply("\n", "same")).isEqualTo("same");
    }

    @Test
    void refusesMoreThanOneFile() {
        // Given
        var refused = new Refused(ErrorCode.INVALID_ARGUMENT, "patch is about more than one file");
        // Then
        assertThat(refusal(HEADER + CHANGE + HEADER + CHANGE, "x")).isEqualTo(refused);
        assertThat(refusal("--- a\n+++ a\n" + CHANGE + "--- b\n+++ b\n" + CHANGE, "x"))
                .isEqualTo(refused);
        assertThat(refusal(HEADER + CHANGE + "diff --git a/y b/y\nBinary files differ\n", "x"))
                .isEqualTo(refused);
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "--- a\n+++ b\n", "diff --git a/x b/x\nBinary files a/x and b/x differ\n"})
    void refusesWhatIsNotADiff(String diff) {
        assertThat(refusal(diff, "x"))
                .isEqualTo(new Refused(
                        ErrorCode.INVALID_ARGUMENT, "patch is not a unified diff of a text: it has no hunk"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"@@\n-a\n", "@@ ... @@\n-a\n+b\n", "@@ -1 @@\n-a\n", "@@ -9999999999 +1 @@\n-a\n"})
    void refusesAHunkThatDoesNotSayWhereItIs(String diff) {
        assertThat(refusal(diff, "x"))
                .isEqualTo(new Refused(
                        ErrorCode.INVALID_ARGUMENT,
                        "patch has a hunk that does not begin with @@ -line,count +line,count @@, in line 1"));
    }

    @Test
    void refusesAHunkOfAnotherLengthThanItSays() {
        assertThat(refusal("@@ -1,2 +1,2 @@\n-a\n+b\n", "x"))
                .isEqualTo(new Refused(ErrorCode.INVALID_ARGUMENT, "patch ends inside a hunk"));
        assertThat(refusal("@@ -1 +1 @@\n-a\n-b\n", "x"))
                .isEqualTo(new Refused(
                        ErrorCode.INVALID_ARGUMENT, "patch has a hunk that is not as long as it says, in line 3"));
        assertThat(refusal("@@ -1 +1 @@\n-a\n*b\n", "x"))
                .isEqualTo(new Refused(
                        ErrorCode.INVALID_ARGUMENT, "patch has a hunk that is not as long as it says, in line 3"));
    }

    @Test
    void givesUpOnATextMadeToKeepItBusy() {
        // Given
        var same = "same\n".repeat(20_000);
        var diff = "@@ -1,20001 +1,20000 @@\n" + " same\n".repeat(20_000) + "-other\n";
        // Then
        assertThat(refusal(diff, same.repeat(10))).isEqualTo(mismatch(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10})
    void yieldsExactlyTheTextThatADiffWasMadeFor(int context) {
        for (int seed = 0; seed < 300; seed++) {
            var random = new RandomText(seed);
            var before = random.text(30, "\n").replaceAll("[^\n]*\\z", "");
            var after = random.changed(before, "\n").replaceAll("[^\n]*\\z", "");
            var diff = diff(before, after, context);
            assertThat(UnifiedPatch.apply(diff, before))
                    .as("seed %d: %s", seed, diff)
                    .isEqualTo(after);
            assertThat(UnifiedPatch.apply(diff, before.replace("\n", "\r\n")))
                    .as("seed %d", seed)
                    .isEqualTo(before.isEmpty() ? after : after.replace("\n", "\r\n"));
        }
    }
}
