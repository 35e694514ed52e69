package dev.trestle.gateway.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bus.Wire;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Records for protocols whose names have underscores. */
class SnakeTest {

    private record Branch(String name, boolean isCurrent) {}

    private record Branches(String current, List<Branch> all, Map<String, Integer> byOwner, Branch main) {}

    private static String written(Object data) {
        return new String(Wire.encode(Snake.json(data)), StandardCharsets.UTF_8);
    }

    @Test
    void aRecordIsToldInItsOrderWithWhatIsNotThere() {
        assertThat(written(new Branches(null, List.of(), Map.of(), null)))
                .isEqualTo("{\"current\":null,\"all\":[],\"by_owner\":{},\"main\":null}");
    }

    @Test
    void recordsInRecordsAndListsAreToldAsWell() {
        var branch = new Branch("a", true);
        assertThat(written(Arrays.asList(new Branches("a", List.of(branch), Map.of(), branch), null)))
                .isEqualTo("[{\"current\":\"a\",\"all\":[{\"name\":\"a\",\"is_current\":true}],\"by_owner\":{},"
                        + "\"main\":{\"name\":\"a\",\"is_current\":true}},null]");
    }

    @Test
    void whatPeopleNamedKeepsItsName() {
        assertThat(written(new Branches("x", List.of(), Map.of("someBody", 1), null)))
                .contains("{\"someBody\":1}");
    }

    @Test
    void namesComeBack() {
        for (var name : new String[] {"path", "isGitRepo", "agentId"}) {
            assertThat(Snake.camel(Snake.name(name))).isEqualTo(name);
        }
        assertThat(Snake.name("TurnEnd")).isEqualTo("turn_end");
    }
}
