package dev.trestle.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SamplesTest {

    private static final Path FOLDER = Path.of("samples");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A file, the record it holds and the place of its schema in the document. */
    private record Sample(String file, Class<?> type, String schema) {

        JsonNode json() throws IOException {
            return JSON.readTree(FOLDER.resolve(file).toFile());
        }

        @Override
        public String toString() {
            return file;
        }
    }

    @Test
    void everyRowHasItsSamplesAndThereAreNoOthers() throws IOException {
        try (var files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            samples().map(Sample::file).toList());
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everySampleIsWhatTheSchemaSays(Sample sample) throws IOException {
        // Given
        var document = Map.of(ProtocolSchema.ID, Files.readString(ProtocolSchema.FILE));
        var registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(document));
        // When
        var errors = registry.getSchema(SchemaLocation.of(ProtocolSchema.ID + "#" + sample.schema()))
                .validate(sample.json());
        // Then
        assertThat(errors).as(sample.file()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everySampleSurvivesTheWayThroughItsRecord(Sample sample) throws Exception {
        // Given
        var record = RecordJson.read(sample.type(), sample.json());
        // When
        var text = RecordJson.write(record).toString();
        // Then
        assertThat(JSON.readTree(text)).as(sample.file()).isEqualTo(sample.json());
    }

    private static Stream<Sample> samples() {
        var calls = Protocol.OPERATIONS.stream()
                .flatMap(row -> Stream.of(
                        new Sample(
                                row.name() + ".request.json", row.request(), "/operations/" + row.name() + "/params"),
                        new Sample(row.name() + ".reply.json", row.reply(), "/operations/" + row.name() + "/result")));
        var notifications = Protocol.TOPICS.stream()
                .map(row -> new Sample(row.name() + ".json", row.event(), "/notifications/" + row.name() + "/params"));
        return Stream.concat(calls, notifications);
    }
}
