package dev.trestle.wire;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaBuilder;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import java.math.BigDecimal;
import java.util.Map;
import java.util.function.Function;

/** How one record of the contract becomes a schema: the rules of {@code package-info}, told to the generator. */
final class RecordSchemas {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A builder that gives every record, enum and union a definition of its own. */
    static SchemaBuilder builder(Function<Class<?>, String> summaries) {
        var config = new SchemaGeneratorConfigBuilder(JSON, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(Option.DEFINITIONS_FOR_ALL_OBJECTS);
        config.forTypesInGeneral()
                .withPropertySorter((one, other) -> 0)
                .withDefinitionNamingStrategy(
                        (key, context) -> name(key.getType().getErasedType()))
                .withCustomDefinitionProvider(RecordSchemas::enumeration)
                .withCustomDefinitionProvider(RecordSchemas::union)
                .withCustomDefinitionProvider(RecordSchemas::map)
                .withDescriptionResolver(scope -> description(scope.getType().getErasedType(), summaries));
        config.forFields()
                .withRequiredCheck(field ->
                        field.getAnnotation(Nullable.class) == null && field.getAnnotation(Default.class) == null)
                .withDescriptionResolver(RecordSchemas::description)
                .withDefaultResolver(RecordSchemas::defaultValue)
                .withNumberInclusiveMinimumResolver(field -> bound(field, Range::min))
                .withNumberInclusiveMaximumResolver(field -> bound(field, Range::max));
        return new SchemaGenerator(config.build()).buildMultipleSchemaDefinitions();
    }

    /** {@code Fs.Read}: the name without its package. */
    static String name(Class<?> type) {
        return type.getCanonicalName().substring(type.getPackageName().length() + 1);
    }

    private static String description(Class<?> type, Function<Class<?>, String> summaries) {
        var described = type.getAnnotation(Describe.class);
        return described == null ? summaries.apply(type) : described.value();
    }

    private static String description(FieldScope field) {
        var described = field.getAnnotation(Describe.class);
        return described == null || field.isFakeContainerItemScope() ? null : described.value();
    }

    private static CustomDefinition enumeration(ResolvedType type, SchemaGenerationContext context) {
        if (!type.getErasedType().isEnum()) {
            return null;
        }
        ObjectNode schema = JSON.createObjectNode().put("type", "string");
        var values = schema.putArray("enum");
        for (var constant : type.getErasedType().getEnumConstants()) {
            values.add(constant.toString());
        }
        return new CustomDefinition(schema);
    }

    private static CustomDefinition union(ResolvedType type, SchemaGenerationContext context) {
        if (!type.getErasedType().isSealed()) {
            return null;
        }
        ObjectNode schema = JSON.createObjectNode();
        var values = schema.putArray("anyOf");
        for (var arm : type.getErasedType().getPermittedSubclasses()) {
            var bare = arm.getRecordComponents()[0].getGenericType();
            values.add(
                    context.createDefinitionReference(context.getTypeContext().resolve(bare)));
        }
        return new CustomDefinition(schema);
    }

    /** A map of texts, where it is used: it has no name of its own. */
    private static CustomDefinition map(ResolvedType type, SchemaGenerationContext context) {
        if (type.getErasedType() != Map.class) {
            return null;
        }
        ObjectNode schema = JSON.createObjectNode().put("type", "object");
        schema.putObject("additionalProperties").put("type", "string");
        return new CustomDefinition(
                schema, CustomDefinition.DefinitionType.INLINE, CustomDefinition.AttributeInclusion.YES);
    }

    private static JsonNode defaultValue(FieldScope field) {
        var annotation = field.getAnnotation(Default.class);
        if (annotation == null) {
            return null;
        }
        Class<?> type = field.getType().getErasedType();
        if (type == String.class || type.isEnum()) {
            return TextNode.valueOf(annotation.value());
        }
        try {
            return JSON.readTree(annotation.value());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the default of " + field.getName() + " is not JSON", e);
        }
    }

    private static BigDecimal bound(FieldScope field, Function<Range, Long> end) {
        var range = field.getAnnotation(Range.class);
        return range == null ? null : BigDecimal.valueOf(end.apply(range));
    }

    private RecordSchemas() {}
}
