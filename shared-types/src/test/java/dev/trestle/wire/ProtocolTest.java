package dev.trestle.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProtocolTest {

    @Test
    void noTwoRowsShareAName() {
        // When
        var names = Stream.concat(
                Protocol.OPERATIONS.stream().map(Operation::name),
                Protocol.TOPICS.stream().map(Topic::name));
        // Then
        assertThat(names).doesNotHaveDuplicates();
    }

    @Test
    void everyOperationIsFoundByItsName() {
        assertThat(Protocol.OPERATIONS)
                .allSatisfy(row -> assertThat(Protocol.operation(row.name())).contains(row));
    }

    @Test
    void anUnknownNameIsNoOperation() {
        assertThat(Protocol.operation("fs.format")).isEmpty();
    }

    /** Its schema has the member {@code workspace}, which no other operation's may get by sharing the record. */
    @Test
    void everyOperationInAWorkspaceHasARequestOfItsOwn() {
        // Given
        var elsewhere = requests(row -> !ProtocolSchema.inWorkspace(row));
        // When
        var inWorkspaces = requests(ProtocolSchema::inWorkspace);
        // Then
        assertThat(inWorkspaces).doesNotHaveDuplicates().doesNotContainAnyElementsOf(elsewhere);
    }

    private static List<Class<?>> requests(Predicate<Operation<?, ?>> which) {
        var requests = new ArrayList<Class<?>>();
        Protocol.OPERATIONS.stream().filter(which).forEach(row -> requests.add(row.request()));
        return requests;
    }
}
