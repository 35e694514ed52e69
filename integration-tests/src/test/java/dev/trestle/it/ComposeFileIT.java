package dev.trestle.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.trestle.it.Launched.Ended;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code config/deploy/compose.yaml}: Compose would take it, and so would the nodes that it starts. */
class ComposeFileIT {

    private static final Path FILE = StartedTrestle.ROOT.resolve("config/deploy/compose.yaml");

    @TempDir
    private Path volumes;

    private Deployed file;

    @BeforeEach
    void read() throws IOException {
        file = Deployed.read(FILE).get(0);
    }

    private static List<String> misfits(Deployed document) throws IOException {
        try (var resource = ComposeFileIT.class.getResourceAsStream("compose-spec/compose-spec.json")) {
            var schema = (ObjectNode) Json.of(new String(resource.readAllBytes(), StandardCharsets.UTF_8));
            // Its id is no absolute address, which the validator wants.
            schema.remove(List.of("$id", "$schema"));
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(schema)
                    .validate(document.json())
                    .stream()
                    .map(Object::toString)
                    .toList();
        }
    }

    @Test
    void itIsWhatTheSchemaOfComposeSays() throws IOException {
        assertThat(misfits(file)).isEmpty();
    }

    /** Else the test above would pass whatever the file says. */
    @ParameterizedTest
    @ValueSource(strings = {"comand: [up]", "ports: 8080:8080", "depends_on: {redis: {condition: 7}}"})
    void aServiceThatComposeWouldRefuseIsFound(String line) throws IOException {
        // Given
        var broken = Deployed.parse("services: {gateway: {image: trestle, " + line + "}}")
                .get(0);
        // When
        var misfits = misfits(broken);
        // Then
        assertThat(misfits).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "worker"})
    void aNodeTakesItsArgumentsAndVariables(String service) throws IOException {
        // Given
        var variables =
                new TreeMap<>(file.at("services", service, "environment").texts());
        variables.replaceAll((name, value) -> value.replaceAll("\\$\\{.*}", "0123456789abcdef0123456789abcdef"));
        Files.createDirectories(volumes.resolve("workspaces/default"));
        // When
        var checked = check(file.at("services", service, "command").list(), variables);
        // Then
        assertThat(checked.exitCode()).as(checked.err()).isZero();
        assertThat(variables.keySet()).isNotEmpty().allMatch(name -> name.startsWith("TRESTLE_"));
        assertThat(checked.out()).contains(variables.keySet());
    }

    /** What {@code up} would be told, with the volumes where there are some. */
    private Ended check(List<String> command, Map<String, String> variables) {
        assertThat(command).startsWith("up");
        var arguments = new ArrayList<>(List.of("check"));
        command.stream()
                .skip(1)
                .map(one -> one.replace("=/workspaces", "=" + volumes + "/workspaces"))
                .forEach(arguments::add);
        return StartedTrestle.run(volumes, variables, arguments.toArray(String[]::new));
    }

    @Test
    void theNodesMeetAtTheAddressesThatTheyHave() {
        // When
        var members = Stream.of("gateway", "worker")
                .map(service -> file.at("services", service, "networks", "nodes", "ipv4_address")
                                .text() + ":5701");
        // Then
        for (var service : List.of("gateway", "worker")) {
            var variables = file.at("services", service, "environment").texts();
            var address = file.at("services", service, "networks", "nodes", "ipv4_address")
                    .text();
            assertThat(variables).containsEntry("TRESTLE_CLUSTER_HOST", address);
        }
        assertThat(file.at("services", "worker", "environment", "TRESTLE_CLUSTER_MEMBERS")
                        .text())
                .isEqualTo(members.toList().toString());
    }
}
