package dev.trestle.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FailureTest {

    private final Failure failure = new Failure(ErrorCode.CONFLICT, "the file has changed");

    @Test
    void carriesItsCodeAndASentence() {
        assertThat(failure).hasMessage("the file has changed").hasNoCause();
        assertThat(failure.code()).isEqualTo(ErrorCode.CONFLICT);
    }

    @Test
    void factsAddUp() {
        // When
        var full = failure.with(Map.of("etag", "5f2ad310")).withRef("r-1").retryAfter(200);
        // Then
        assertThat(full).hasMessage("the file has changed");
        assertThat(full.code()).isEqualTo(ErrorCode.CONFLICT);
        assertThat(full.details()).isEqualTo(Map.of("etag", "5f2ad310"));
        assertThat(full.ref()).isEqualTo("r-1");
        assertThat(full.retryAfterMs()).isEqualTo(200);
    }

    @Test
    void staysAsItWasWhenFactsAreAdded() {
        // When
        failure.with(Map.of("etag", "5f2ad310")).withRef("r-1").retryAfter(200);
        // Then
        assertThat(failure.details()).isEmpty();
        assertThat(failure.ref()).isNull();
        assertThat(failure.retryAfterMs()).isNull();
    }

    @Test
    void keepsNoHoldOnTheMapItWasGiven() {
        // Given
        var facts = new HashMap<String, Object>(Map.of("etag", "5f2ad310"));
        var full = failure.with(facts);
        // When
        facts.clear();
        // Then
        assertThat(full.details()).isEqualTo(Map.of("etag", "5f2ad310"));
    }

    @Test
    void itsFactsCannotBeChanged() {
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> failure.details().put("etag", "5f2ad310"));
    }

    @Test
    void hasNoStackTrace() {
        assertThat(failure.getStackTrace()).isEmpty();
    }
}
