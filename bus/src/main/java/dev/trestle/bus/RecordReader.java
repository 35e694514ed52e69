package dev.trestle.bus;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.ResolvableDeserializer;
import dev.trestle.wire.Failure;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Reads one record type: what is missing is filled in or refused, what is unknown is passed over. */
final class RecordReader extends JsonDeserializer<Object> implements ResolvableDeserializer {

    /** Stands for a member that is there and {@code null}. */
    private static final Object NULL = new Object();

    private final Class<?> type;
    private final MethodHandle constructor;
    private final Map<String, Integer> index = new HashMap<>();
    private final ComponentReader[] components;

    RecordReader(Class<?> type) {
        this.type = type;
        var declared = type.getRecordComponents();
        constructor = constructorOf(type, declared);
        components = new ComponentReader[declared.length];
        for (int i = 0; i < declared.length; i++) {
            index.put(declared[i].getName(), i);
            components[i] = new ComponentReader(declared[i]);
        }
    }

    private static MethodHandle constructorOf(Class<?> type, RecordComponent[] declared) {
        var parameters = Arrays.stream(declared).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            var lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
            return lookup.findConstructor(type, MethodType.methodType(void.class, parameters))
                    .asSpreader(Object[].class, declared.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Jackson asks, to refuse {@code null} in a list of these. */
    @Override
    public Class<?> handledType() {
        return type;
    }

    @Override
    public void resolve(DeserializationContext context) throws JsonMappingException {
        for (var component : components) {
            component.resolve(context);
        }
    }

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (!parser.isExpectedStartObjectToken()) {
            throw new FieldMisfit(parser, "must be an object");
        }
        var values = new Object[components.length];
        String name;
        while ((name = parser.nextFieldName()) != null) {
            var token = parser.nextToken();
            var at = index.get(name);
            if (at == null) {
                parser.skipChildren();
            } else if (values[at] != null) {
                throw JsonMappingException.wrapWithPath(new FieldMisfit(parser, "is there twice"), type, name);
            } else {
                values[at] = token == JsonToken.VALUE_NULL ? NULL : components[at].read(parser, context);
            }
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = values[i] == null || values[i] == NULL ? components[i].absent(parser) : values[i];
        }
        return construct(values);
    }

    private Object construct(Object[] values) throws IOException {
        try {
            return constructor.invokeExact(values);
        } catch (Failure | IOException | Error known) {
            throw known;
        } catch (Throwable refused) {
            throw new IllegalStateException("a record of the contract refused its values: " + type, refused);
        }
    }
}
