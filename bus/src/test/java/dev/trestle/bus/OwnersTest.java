package dev.trestle.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OwnersTest {

    private static final Owners OWNERS = new Owners(List.of("a", "b", "c"), "a");
    private static final List<String> KEYS =
            IntStream.range(0, 300).mapToObj(i -> "key-" + i).toList();

    @Test
    void everyNodeOwnsAShare() {
        assertThat(KEYS.stream().map(OWNERS::of)).contains("a", "b", "c");
        assertThat(KEYS.stream().filter(OWNERS::mine).count()).isBetween(50L, 150L);
    }

    @Test
    void theHeirIsWhoOwnsAKeyOnceItsOwnerIsGone() {
        assertThat(KEYS).allSatisfy(key -> {
            var owner = OWNERS.of(key);
            assertThat(OWNERS.heirOf(key)).isNotEqualTo(owner).isEqualTo(new Owners(rest(owner), "a").of(key));
        });
    }

    private static List<String> rest(String owner) {
        return OWNERS.nodes().stream().filter(node -> !node.equals(owner)).toList();
    }

    @Test
    void aNodeThatIsAloneHasNoOtherHeir() {
        assertThat(new Owners(List.of("a"), "a").heirOf("key")).isEqualTo("a");
        assertThat(new Owners(List.of(), "a").heirOf("key")).isEqualTo("a");
    }

    @Test
    void whoLeavesMovesOnlyWhatItOwned() {
        var without = OWNERS.without("b");
        assertThat(KEYS.stream().filter(key -> !without.of(key).equals(OWNERS.of(key))))
                .isNotEmpty()
                .allSatisfy(key -> assertThat(OWNERS.of(key)).isEqualTo("b"));
        assertThat(without).isEqualTo(new Owners(List.of("a", "c"), "a"));
    }
}
