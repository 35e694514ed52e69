package dev.trestle.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON as a tree. */
final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static JsonNode of(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException cause) {
            throw new AssertionError("not JSON: " + text, cause);
        }
    }

    /** A string, a number, a truth, a list, a map, a tree or {@code null} as the tree that would come over the wire. */
    static JsonNode value(Object value) {
        try {
            return of(MAPPER.writeValueAsString(value));
        } catch (JsonProcessingException cause) {
            throw new AssertionError(cause);
        }
    }

    /** An object of names and values in turn. */
    static ObjectNode object(Object... namesAndValues) {
        var object = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.set((String) namesAndValues[i], value(namesAndValues[i + 1]));
        }
        return object;
    }
}
