package dev.trestle.bus;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import dev.trestle.wire.Default;
import dev.trestle.wire.Nullable;
import dev.trestle.wire.Range;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;

/** Reads one component of a record and knows what stands in for it when it is absent. */
final class ComponentReader {

    private final RecordComponent component;
    private final boolean required;
    private final Range range;
    private final Object absent;
    private JsonDeserializer<Object> reader;

    ComponentReader(RecordComponent component) {
        this.component = component;
        var fallback = component.getAnnotation(Default.class);
        required = fallback == null && !component.isAnnotationPresent(Nullable.class);
        range = component.getAnnotation(Range.class);
        absent = fallback == null ? null : parse(fallback.value(), component.getType());
    }

    private static Object parse(String text, Class<?> type) {
        if (type == boolean.class || type == Boolean.class) {
            return Boolean.valueOf(text);
        } else if (type == int.class || type == Integer.class) {
            return Integer.valueOf(text);
        } else if (type == long.class || type == Long.class) {
            return Long.valueOf(text);
        } else if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(constant -> constant.toString().equals(text))
                    .findFirst()
                    .orElseThrow();
        }
        return type == List.class ? List.of() : text;
    }

    void resolve(DeserializationContext context) throws JsonMappingException {
        JavaType type = context.getTypeFactory().constructType(component.getGenericType());
        reader = context.findContextualValueDeserializer(type, null);
    }

    Object read(JsonParser parser, DeserializationContext context) throws IOException {
        try {
            var value = reader.deserialize(parser, context);
            if (range != null && !within(((Number) value).longValue())) {
                throw new FieldMisfit(parser, bounds());
            }
            return value;
        } catch (JsonMappingException misfit) {
            throw JsonMappingException.wrapWithPath(misfit, component.getDeclaringRecord(), component.getName());
        } catch (InputCoercionException outOfRange) {
            var misfit = new FieldMisfit(parser, bounds());
            throw JsonMappingException.wrapWithPath(misfit, component.getDeclaringRecord(), component.getName());
        }
    }

    /** What stands in for this component; refuses when nothing may. */
    Object absent(JsonParser parser) throws JsonMappingException {
        if (required) {
            var misfit = new FieldMisfit(parser, "is required");
            throw JsonMappingException.wrapWithPath(misfit, component.getDeclaringRecord(), component.getName());
        }
        return absent;
    }

    private boolean within(long value) {
        return value >= range.min() && value <= range.max();
    }

    private String bounds() {
        return range == null ? "is out of range" : "must be between " + range.min() + " and " + range.max();
    }
}
