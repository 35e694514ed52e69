package dev.trestle.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.MultiMap;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a worker may still do that has lost sight of nodes. */
class FenceTest {

    private final Fence fence = new Fence();
    private final AtomicInteger terms = new AtomicInteger();

    @BeforeEach
    void seeAll() {
        fence.onNewTerm(terms::incrementAndGet);
        fence.follow(Set.of("me", "gateway", "other"));
    }

    private Call callOf(String node) {
        return new Call(MultiMap.caseInsensitiveMultiMap().add(Headers.FROM, node), fence);
    }

    private Call sentInTerm(int term) {
        return new Call(
                MultiMap.caseInsensitiveMultiMap()
                        .add(Headers.FROM, "gateway")
                        .add(Headers.TERM, Integer.toString(term)),
                fence);
    }

    @Test
    void aCallOfANodeThatIsLostEndsThereAndOthersGoOn() {
        // Given
        var begun = callOf("gateway");
        var others = callOf("other");
        // When
        fence.follow(Set.of("me", "other"));
        // Then
        assertThatThrownBy(begun::requireTerm)
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE));
        assertThatCode(others::requireTerm).doesNotThrowAnyException();
    }

    @Test
    void whatACallerSentBeforeItWasLostIsRefusedWhenItIsBack() {
        // Given
        callOf("gateway");
        int before = fence.term();
        fence.follow(Set.of("me", "other"));
        // When
        fence.follow(Set.of("me", "other", "gateway"));
        // Then
        assertThat(terms).hasValue(1);
        assertThatThrownBy(() -> sentInTerm(before).requireTerm()).isInstanceOf(Failure.class);
        assertThatCode(() -> sentInTerm(fence.term()).requireTerm()).doesNotThrowAnyException();
    }

    @Test
    void aNodeThatNeverCalledDisturbsNobodyWhenItIsBack() {
        // Given
        var running = callOf("gateway");
        fence.follow(Set.of("me", "gateway"));
        // When
        fence.follow(Set.of("me", "gateway", "other"));
        // Then
        assertThat(terms).hasValue(0);
        assertThatCode(running::requireTerm).doesNotThrowAnyException();
    }

    @Test
    void aNodeThatIsNewMayCallBeforeItIsSeen() {
        assertThatCode(callOf("newcomer")::requireTerm).doesNotThrowAnyException();
    }
}
