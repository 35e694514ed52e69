package dev.trestle.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The rules of {@code package-info}, taken literally: JSON to a record and back, without defaults and checks. */
final class RecordJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Object read(Type type, JsonNode json) throws ReflectiveOperationException, JsonProcessingException {
        if (json.isMissingNode() || json.isNull()) {
            return null;
        }
        if (type instanceof ParameterizedType map && map.getRawType() == Map.class) {
            return JSON.treeToValue(json, Map.class);
        }
        if (type instanceof ParameterizedType list) {
            return readList(list.getActualTypeArguments()[0], json);
        }
        var raw = (Class<?>) type;
        if (raw.isEnum()) {
            return Arrays.stream(raw.getEnumConstants())
                    .filter(constant -> constant.toString().equals(json.asText()))
                    .findFirst()
                    .orElseThrow();
        }
        if (raw.isSealed()) {
            return readUnion(raw, json);
        }
        return raw.isRecord() ? readRecord(raw, json) : JSON.treeToValue(json, raw);
    }

    static JsonNode write(Object value) throws ReflectiveOperationException {
        if (value instanceof Enum<?> constant) {
            return TextNode.valueOf(constant.toString());
        }
        if (value instanceof List<?> list) {
            var array = JSON.createArrayNode();
            for (var item : list) {
                array.add(write(item));
            }
            return array;
        }
        if (!value.getClass().isRecord()) {
            return JSON.valueToTree(value);
        }
        var object = JSON.createObjectNode();
        for (var component : value.getClass().getRecordComponents()) {
            var member = component.getAccessor().invoke(value);
            if (member != null) {
                object.set(component.getName(), write(member));
            }
        }
        return isArm(value.getClass()) ? object.iterator().next() : object;
    }

    private static List<Object> readList(Type item, JsonNode json)
            throws ReflectiveOperationException, JsonProcessingException {
        var list = new ArrayList<>();
        for (var element : json) {
            list.add(read(item, element));
        }
        return List.copyOf(list);
    }

    private static Object readRecord(Class<?> type, JsonNode json)
            throws ReflectiveOperationException, JsonProcessingException {
        var components = type.getRecordComponents();
        var values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = read(components[i].getGenericType(), json.path(components[i].getName()));
        }
        return construct(type, components, values);
    }

    private static Object readUnion(Class<?> union, JsonNode json)
            throws ReflectiveOperationException, JsonProcessingException {
        for (var arm : union.getPermittedSubclasses()) {
            var component = arm.getRecordComponents()[0];
            if (fits(component.getType(), json)) {
                return construct(arm, arm.getRecordComponents(), new Object[] {read(component.getGenericType(), json)});
            }
        }
        throw new IllegalArgumentException("no kind of " + union.getSimpleName() + ": " + json);
    }

    private static boolean fits(Class<?> type, JsonNode json) {
        return type == String.class ? json.isTextual() : type == List.class ? json.isArray() : json.isIntegralNumber();
    }

    private static boolean isArm(Class<?> type) {
        return Arrays.stream(type.getInterfaces()).anyMatch(Class::isSealed);
    }

    private static Object construct(Class<?> type, RecordComponent[] components, Object[] values)
            throws ReflectiveOperationException {
        var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        return type.getDeclaredConstructor(types).newInstance(values);
    }

    private RecordJson() {}
}
