package dev.trestle.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

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
}
