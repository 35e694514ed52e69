package dev.trestle.verticle.fs.patch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.verticle.fs.Refused;
import dev.trestle.wire.ErrorCode;
import org.bitbucket.cowwoc.diffmatchpatch.DiffMatchPatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DmpPatchTest {

    private static String patch(String before, String after) {
        var dmp = new DiffMatchPatch();
        return dmp.patchToText(dmp.patchMake(before, after));
    }

    private static String crlf(String text) {
        return text.replace("\n", "\r\n");
    }

    @Test
    void appliesAPatch() {
        assertThat(DmpPatch.apply(
                        "@@ -1,11 +1,12 @@\n Th\n-e\n+at\n  quick b\n@@ -22,18 +22,17 @@\n jump\n-s\n+ed\n  over \n-the\n+a\n  laz\n",
                        "The quick brown fox jumps over the lazy dog."))
                .isEqualTo("That quick brown fox jumped over a lazy dog.");
        assertThat(DmpPatch.apply("", "same")).isEqualTo("same");
        assertThat(DmpPatch.apply("@@ -0,0 +1,4 @@\n+test\n", "")).isEqualTo("test");
    }

    @Test
    void fitsAPatchThatHasMoved() {
        // Given
        var patch = patch("one\ntwo\nthree\n", "one\n2\nthree\n");
        // When
        var text = DmpPatch.apply(patch, "zero\nhalf\none\ntwo\nthree\n");
        // Then
        assertThat(text).isEqualTo("zero\nhalf\none\n2\nthree\n");
    }

    @Test
    void refusesAPatchOfWhichAPartDoesNotApply() {
        // Given
        var far = "-".repeat(5000);
        var patch = patch("first" + far + "the second one", "First" + far + "the 2nd one");
        // Then
        assertThat(Refused.of(() -> DmpPatch.apply(patch, "first" + far + "something else")))
                .isEqualTo(new Refused(ErrorCode.CONFLICT, "part 2 of the patch does not match the file"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage",
                "@@ -1,2 +1,2 @@\n?x\n",
                "@@ -1,2 @@\n a\n",
                "@@ -1,2 +1,2 @@\n %zz\n",
                "@@ -1,2 +1,2 @@\n %ED%A0%BD\n",
                "@@ -1,2 +1,2 @@\n %c3\n",
                "@@ -99999999999,2 +1,2 @@\n a\n"
            })
    void refusesWhatIsNotAPatch(String patch) {
        assertThat(Refused.of(() -> DmpPatch.apply(patch, "a")))
                .isEqualTo(new Refused(ErrorCode.INVALID_ARGUMENT, "patch is not the text form of diff-match-patch"));
    }

    @Test
    void keepsAReplacementCharacterThatIsMeant() {
        assertThat(DmpPatch.apply(patch("a", "a\uFFFD"), "a")).isEqualTo("a\uFFFD");
    }

    @Test
    void keepsTheEndingOfEachLine() {
        // Given
        var mixed = "one\r\ntwo\nthree\r\nfour\r\n";
        var patch = patch("one\ntwo\nthree\nfour\n", "one\ntwo\nnew\nthree 3\nfour\n");
        // When
        var text = DmpPatch.apply(patch, mixed);
        // Then
        assertThat(text).isEqualTo("one\r\ntwo\nnew\r\nthree 3\r\nfour\r\n");
    }

    @Test
    void doesNotBringAnotherEndingIntoAFile() {
        assertThat(DmpPatch.apply(patch("a\r\nb\r\n", "a\r\nx\nb\r\n"), "a\r\nb\r\n"))
                .isEqualTo("a\r\nx\r\nb\r\n");
        assertThat(DmpPatch.apply(patch("a\nb\n", "a\nx\r\nb\n"), "a\nb\n")).isEqualTo("a\nx\nb\n");
    }

    @Test
    void givesUpOnAPatchThatIsTooLargeToBeFitted() {
        // Given
        var patch = "@@ -1,3 +1,3 @@\n-abc\n+xyz\n".repeat(3000);
        // Then
        assertThat(Refused.of(() -> DmpPatch.apply(patch, "-".repeat(1_000_000))))
                .isEqualTo(new Refused(
                        ErrorCode.CONFLICT, "the patch does not match the file and is too large to be fitted"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void yieldsExactlyTheTextThatAPatchWasMadeFor(String ending) {
        for (int seed = 0; seed < 500; seed++) {
            var random = new RandomText(seed);
            var before = random.text(30, ending) + ending;
            var after = random.changed(before, ending);
            assertThat(DmpPatch.apply(patch(before, after), before))
                    .as("seed %d", seed)
                    .isEqualTo(after);
        }
    }

    @Test
    void appliesAPatchMadeFromTheTextWithPlainNewlines() {
        for (int seed = 0; seed < 500; seed++) {
            var random = new RandomText(seed);
            var before = random.text(30, "\n") + "\n";
            var after = random.changed(before, "\n");
            assertThat(DmpPatch.apply(patch(before, after), crlf(before)))
                    .as("seed %d", seed)
                    .isEqualTo(crlf(after));
        }
    }
}
