package dev.trestle.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerDirectoryTest {

    private static final String READ = "fs.read";
    private static final String WRITE = "fs.write";
    private static final List<String> WORKSPACES =
            IntStream.range(0, 10_000).mapToObj(n -> "workspace-" + n).toList();

    private final WorkerDirectory directory = new WorkerDirectory();

    @Test
    void everyNodePlacesAWorkspaceAtTheSamePlaceWhateverItHeardFirst() {
        // Given
        var offers = new ArrayList<>(offersOf("n-a", "n-b", "n-c"));
        directory.follow(offers);
        var other = new WorkerDirectory();
        // When
        Collections.reverse(offers);
        other.follow(offers);
        // Then
        assertThat(placement(other)).isEqualTo(placement(directory));
    }

    @ParameterizedTest
    @ValueSource(strings = {"n-%s", "%s-short", "trestle-0%s", "uuid"})
    void workspacesSpreadEvenly(String names) {
        // Given
        var nodes = List.of("1", "2", "3").stream()
                .map(n -> names.equals("uuid")
                        ? Node.idOf(UUID.nameUUIDFromBytes(n.getBytes()).toString())
                        : names.formatted(n))
                .toArray(String[]::new);
        directory.follow(offersOf(nodes));
        // When
        var loads = placement(directory).values().stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        // Then
        double fair = WORKSPACES.size() / 3.0;
        double chiSquare = loads.values().stream()
                .mapToDouble(load -> (load - fair) * (load - fair) / fair)
                .sum();
        assertThat(loads).hasSize(3);
        assertThat(chiSquare).as("two degrees of freedom, p = 0.001").isLessThan(13.8);
    }

    @Test
    void aNodeThatLeavesMovesItsOwnWorkspacesOnly() {
        // Given
        directory.follow(offersOf("n-a", "n-b", "n-c"));
        var before = placement(directory);
        // When
        directory.follow(offersOf("n-a", "n-c"));
        // Then
        var after = placement(directory);
        assertThat(WORKSPACES)
                .allMatch(
                        id -> before.get(id).endsWith("@n-b") != before.get(id).equals(after.get(id)));
        assertThat(WORKSPACES.stream()
                        .filter(id -> before.get(id).endsWith("@n-b"))
                        .map(after::get)
                        .distinct())
                .as("shared by both survivors")
                .hasSize(2);
    }

    @Test
    void servicesOfOneWorkspaceShareANode() {
        // Given
        directory.follow(List.of(
                any("n-a", "fs", READ),
                any("n-b", "fs", READ),
                any("n-a", "git", "git.log"),
                any("n-b", "git", "git.log")));
        // When
        var places = WORKSPACES.stream()
                .map(id -> nodeOf(directory.place(READ, id)).equals(nodeOf(directory.place("git.log", id))));
        // Then
        assertThat(places).containsOnly(true);
    }

    @Test
    void aWorkspaceOfOneNodeIsPlacedThere() {
        // Given
        directory.follow(List.of(offer("n-a", "fs", Set.of(READ), "demo"), offer("n-b", "fs", Set.of(READ), "docs")));
        // When
        var place = directory.place(READ, "docs");
        // Then
        assertThat(place).isEqualTo("trestle.fs@n-b");
    }

    @Test
    void aNodeThatServesEveryWorkspaceServesUnknownOnesToo() {
        // Given
        directory.follow(List.of(any("n-a", "fs", READ)));
        // When
        var place = directory.place(READ, "whatever");
        // Then
        assertThat(place).isEqualTo("trestle.fs@n-a");
        assertThat(directory.hosts("whatever")).isFalse();
        assertThat(directory.workspaces()).isEmpty();
    }

    @Test
    void anOperationThatSomeNodesServeIsPlacedAtOneOfThese() {
        // Given
        directory.follow(List.of(any("n-old", "fs", READ), any("n-new", "fs", READ, WRITE)));
        // When
        var places = WORKSPACES.stream().map(id -> directory.place(WRITE, id)).distinct();
        // Then
        assertThat(places).containsExactly("trestle.fs@n-new");
    }

    @Test
    void whatNobodyServesIsUnavailableAndWhatNobodyKnowsIsNotFound() {
        // Given
        assertThat(refusal(READ, "demo")).isEqualTo(ErrorCode.UNAVAILABLE);
        // When
        directory.follow(
                List.of(offer("n-a", "fs", Set.of(READ), "demo"), offer("n-a", "git", Set.of("git.log"), "docs")));
        // Then
        assertThat(refusal(WRITE, "demo")).as("no such operation").isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(refusal("pty.open", "demo")).as("no such service").isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(refusal(READ, "docs")).as("served, elsewhere").isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(refusal(READ, "none")).as("no such workspace").isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void anOperationThatNobodyServesIsUnavailableWhereEveryWorkspaceIsServed() {
        // Given
        directory.follow(List.of(any("n-a", "fs", READ)));
        // When
        var refusal = refusal("fs.unknown", "demo");
        // Then
        assertThat(refusal).isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void listsWorkspacesWithTheServicesThatServeThem() {
        // When
        directory.follow(List.of(
                offer("n-a", "fs", Set.of(READ), "docs", "demo"),
                offer("n-b", "pty", Set.of("pty.open"), "demo"),
                any("n-c", "lint", "lint.run")));
        // Then
        assertThat(directory.workspaces().toString()).isEqualTo("{demo=[fs, lint, pty], docs=[fs, lint]}");
        assertThat(directory.hosts("demo")).isTrue();
        assertThat(directory.hosts("none")).isFalse();
        assertThat(directory.hosts(Offer.ANY)).isFalse();
    }

    @Test
    void listsTheOperationsThatAreServed() {
        // When
        directory.follow(
                List.of(any("n-a", "lint", "lint.run"), any("n-b", "fs", WRITE, READ), any("n-c", "fs", READ)));
        // Then
        assertThat(directory.operations()).containsExactly("fs.read", "fs.write", "lint.run");
    }

    @Test
    void knowsWhatIsServedAndWhatIsOurs() {
        // When
        directory.follow(List.of(any("n-a", "lint", "lint.run")));
        // Then
        assertThat(directory.knows("lint.run")).isTrue();
        assertThat(directory.knows("fs.read")).isTrue();
        assertThat(directory.knows("lint.unknown")).isFalse();
        assertThat(directory.knows("other.run")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", ".", ".x", "x.", "a.b.c", "fs", "*", "fs.*", "\u0000", "FS.READ"})
    void aNameThatIsNotWellFormedIsUnknown(String name) {
        // When
        directory.follow(List.of(any("n-a", "fs", READ)));
        // Then
        assertThat(directory.knows(name)).isFalse();
        assertThat(refusal(name, "demo")).isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void theWordForEveryWorkspaceIsNoWorkspace() {
        // When
        directory.follow(List.of(any("n-a", "fs", READ), offer("n-b", "pty", Set.of("pty.open"), "demo")));
        // Then
        assertThat(refusal("pty.open", Offer.ANY)).isEqualTo(ErrorCode.NOT_FOUND);
    }

    private static Map<String, String> placement(WorkerDirectory directory) {
        return WORKSPACES.stream().collect(Collectors.toMap(id -> id, id -> directory.place(READ, id)));
    }

    private static String nodeOf(String address) {
        return address.substring(address.indexOf('@'));
    }

    private ErrorCode refusal(String operation, String workspace) {
        return catchThrowableOfType(Failure.class, () -> directory.place(operation, workspace))
                .code();
    }

    private static List<Offer> offersOf(String... nodes) {
        return List.of(nodes).stream().map(node -> any(node, "fs", READ)).toList();
    }

    private static Offer any(String node, String service, String... operations) {
        return offer(node, service, Set.of(operations), Offer.ANY);
    }

    private static Offer offer(String node, String service, Set<String> operations, String... workspaces) {
        return new Offer(node, service, operations, Set.of(workspaces), 1);
    }
}
