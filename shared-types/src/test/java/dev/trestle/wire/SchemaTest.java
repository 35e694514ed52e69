package dev.trestle.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class SchemaTest {

    private static final String REWRITE = "mvn -q -pl shared-types test -Dtest=SchemaTest -Dschema.write=true";

    @Test
    void schemaIsUpToDate() throws IOException {
        // Given
        var made = ProtocolSchema.text();
        if (Boolean.getBoolean("schema.write")) {
            Files.writeString(ProtocolSchema.FILE, made);
        }
        // When
        var kept = Files.exists(ProtocolSchema.FILE) ? Files.readString(ProtocolSchema.FILE) : "";
        // Then
        assertThat(kept)
                .as("schema/protocol.json is not what the records say; rewrite it by `%s`", REWRITE)
                .isEqualTo(made);
    }

    @Test
    void isAValidSchemaOf2020_12() throws IOException {
        // Given
        var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        var metaSchema = registry.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        // When
        var errors = metaSchema.validate(document());
        // Then
        assertThat(errors).isEmpty();
    }

    @Test
    void everyReferenceResolves() throws IOException {
        // Given
        var document = document();
        // When
        var references = document.findValuesAsText("$ref");
        // Then
        assertThat(references)
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isObject())
                        .isTrue());
    }

    @Test
    void everyTypeAndEveryMemberIsDescribed() throws IOException {
        for (var definition : document().get("$defs").properties()) {
            assertThat(definition.getValue().path("description").asText())
                    .as(definition.getKey())
                    .isNotEmpty();
            for (var member : definition.getValue().path("properties").properties()) {
                assertThat(member.getValue().path("description").asText())
                        .as("%s.%s", definition.getKey(), member.getKey())
                        .isNotEmpty();
            }
        }
    }

    private static JsonNode document() throws IOException {
        return new ObjectMapper().readTree(ProtocolSchema.text());
    }
}
