package dev.trestle.verticle.fs.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.verticle.fs.Refused;
import dev.trestle.wire.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameTest {

    @ParameterizedTest
    @CsvSource({
        "a/b.txt, a/b.txt",
        "/a/b.txt, a/b.txt",
        "a//b/, a/b",
        "a/./b, a/b",
        "a/../b, b",
        "a/b/../../c, c",
        "./a/..,''",
        "..a/b.., ..a/b..",
        "a\\..\\b, a\\..\\b"
    })
    void isPlain(String given, String path) {
        assertThat(Name.of("path", given).path()).isEqualTo(path);
    }

    @Test
    void refusesHalfACharacterByTheNameOfItsField() {
        assertThat(Refused.of(() -> Name.of("to", "a\ud800b")))
                .isEqualTo(new Refused(ErrorCode.INVALID_ARGUMENT, "to must be whole Unicode characters"));
    }

    @Test
    void holdsWhatIsJustShortEnough() {
        assertThat(Name.of("path", "x".repeat(255)).last()).hasSize(255);
        assertThat(Name.of("path", "x/".repeat(2048)).parts()).hasSize(2048);
    }
}
