package dev.trestle.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperationTest {

    private static final String LONGEST_SERVICE = "s" + "2".repeat(31);
    private static final String LONGEST_VERB = "v" + "2".repeat(63);

    @ParameterizedTest
    @ValueSource(strings = {"fs.read", "a.b", "lint-2.run", "fs.readAll", "fs.read-2"})
    void aServiceAndAVerbAreAName(String name) {
        assertThat(Operation.isName(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "fs",
                "fs.",
                ".read",
                "fs.read.all",
                "Fs.read",
                "fs.Read",
                "1fs.read",
                "fs.1",
                "-fs.read",
                "fs read",
                "fs.re_ad",
                "fs.read\n",
                " fs.read",
                "fs.*",
                "fs/read",
                "fs.lesé"
            })
    void nothingElseIsAName(String name) {
        assertThat(Operation.isName(name)).isFalse();
    }

    @Test
    void aNameHasALimitedLength() {
        assertThat(Operation.isName(LONGEST_SERVICE + "." + LONGEST_VERB)).isTrue();
        assertThat(Operation.isName(LONGEST_SERVICE + "2.read")).isFalse();
        assertThat(Operation.isName("fs." + LONGEST_VERB + "2")).isFalse();
    }

    @Test
    void anOperationWithoutAProperNameCannotExist() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Operation<>("read", Fs.Read.class, Fs.Content.class, "Reads."))
                .withMessage("an operation is named service.verb, not: read");
    }

    @Test
    void theServiceIsThePartBeforeTheDot() {
        assertThat(Fs.READ.service()).isEqualTo("fs");
    }
}
