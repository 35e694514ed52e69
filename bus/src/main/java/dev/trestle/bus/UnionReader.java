package dev.trestle.bus;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.ResolvableDeserializer;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeSet;

/** Reads a union: which member it is shows in the kind of the JSON value. */
final class UnionReader extends JsonDeserializer<Object> implements ResolvableDeserializer {

    private record Member(Constructor<?> constructor, JsonDeserializer<Object> reader) {}

    private final Class<?> union;
    private final Map<JsonToken, Member> members = new EnumMap<>(JsonToken.class);

    UnionReader(Class<?> union) {
        this.union = union;
    }

    /** Jackson asks, to refuse {@code null} in a list of these. */
    @Override
    public Class<?> handledType() {
        return union;
    }

    @Override
    public void resolve(DeserializationContext context) throws JsonMappingException {
        for (var member : union.getPermittedSubclasses()) {
            var component = member.getRecordComponents()[0];
            JavaType type = context.getTypeFactory().constructType(component.getGenericType());
            var reader = context.findContextualValueDeserializer(type, null);
            members.put(tokenOf(type), new Member(member.getDeclaredConstructors()[0], reader));
        }
    }

    private static JsonToken tokenOf(JavaType type) {
        if (type.hasRawClass(String.class)) {
            return JsonToken.VALUE_STRING;
        } else if (type.isCollectionLikeType()) {
            return JsonToken.START_ARRAY;
        }
        return type.isPrimitive() ? JsonToken.VALUE_NUMBER_INT : JsonToken.START_OBJECT;
    }

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        var member = members.get(parser.currentToken());
        if (member == null) {
            throw new FieldMisfit(parser, "must be " + kinds());
        }
        try {
            return member.constructor().newInstance(member.reader().deserialize(parser, context));
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String kinds() {
        var kinds = new TreeSet<String>();
        members.keySet()
                .forEach(token -> kinds.add(
                        switch (token) {
                            case VALUE_STRING -> "a string";
                            case START_ARRAY -> "an array";
                            case VALUE_NUMBER_INT -> "an integer";
                            default -> "an object";
                        }));
        return String.join(" or ", kinds);
    }
}
