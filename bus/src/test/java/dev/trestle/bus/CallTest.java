package dev.trestle.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallTest {

    private final Call call = new Call(MultiMap.caseInsensitiveMultiMap(), new Fence());
    private final List<String> ran = new ArrayList<>();

    @Test
    void cancellingRunsEveryActionOnceInTheirOrder() {
        // Given
        call.onCancel(() -> ran.add("first"));
        call.onCancel(() -> ran.add("second"));
        call.cancel();
        // When
        call.cancel();
        // Then
        assertThat(ran).containsExactly("first", "second");
        assertThat(call.cancelled()).isTrue();
    }

    @Test
    void anActionThatComesAfterCancellingRunsAtOnce() {
        // Given
        call.cancel();
        // When
        call.onCancel(() -> ran.add("late"));
        // Then
        assertThat(ran).containsExactly("late");
    }

    @Test
    void anActionThatThrowsDoesNotKeepTheOthersFromRunning() {
        // Given
        call.onCancel(() -> {
            throw new IllegalStateException("on purpose");
        });
        call.onCancel(() -> ran.add("second"));
        // When
        call.cancel();
        // Then
        assertThat(ran).containsExactly("second");
    }

    @Test
    void whatTheCallerDidNotSayIsAbsent() {
        assertThat(call.operation()).isNull();
        assertThat(call.workspace()).isNull();
        assertThat(call.principal()).isNull();
        assertThat(call.traceparent()).isNull();
        assertThat(call.deadline()).isEqualTo(Long.MAX_VALUE);
        assertThat(call.cancelled()).isFalse();
    }

    @Test
    void aDeadlineThatIsNotANumberIsNone() {
        assertThat(new Call(MultiMap.caseInsensitiveMultiMap().add(Headers.DEADLINE, "soon"), new Fence()).deadline())
                .isEqualTo(Long.MAX_VALUE);
    }
}
