package dev.trestle.launcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trestle.wire.Operation;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the {@code params} of a call out of {@code key=value}, typed as the operation's request record has them. */
final class Params {

    private static final String WORKSPACE = "workspace";

    private final String operation;
    private final Map<String, RecordComponent> components;

    private Params(String operation, Map<String, RecordComponent> components) {
        this.operation = operation;
        this.components = components;
    }

    /**
     * The JSON object that {@code arguments} say.
     *
     * @param row the operation's row; empty when it is another service's, whose values are strings
     */
    static ObjectNode of(String operation, Optional<Operation<?, ?>> row, List<Argument> arguments) {
        var params = new Params(operation, row.map(Params::components).orElse(null));
        var object = JsonNodeFactory.instance.objectNode();
        for (var argument : arguments) {
            if (object.has(argument.key())) {
                throw CommandException.misused(argument.key() + " is given twice; keep one");
            }
            object.set(argument.key(), params.value(argument));
        }
        return object;
    }

    private static Map<String, RecordComponent> components(Operation<?, ?> row) {
        var components = new LinkedHashMap<String, RecordComponent>();
        Arrays.stream(row.request().getRecordComponents())
                .forEach(component -> components.put(component.getName(), component));
        return components;
    }

    private JsonNode value(Argument argument) {
        boolean known =
                components == null || argument.key().equals(WORKSPACE) || components.containsKey(argument.key());
        if (!known) {
            throw CommandException.misused(
                    operation + " has no " + argument.key() + "; it takes " + String.join(", ", keys()));
        }
        if (argument.raw()) {
            return json(argument);
        }
        var component = components == null ? null : components.get(argument.key());
        return switch (component == null ? Shape.TEXT : Shape.of(component.getType(), argument.value())) {
            case TEXT -> JsonNodeFactory.instance.textNode(argument.value());
            case INTEGER -> integer(argument);
            case TRUTH -> truth(argument);
            case JSON -> json(argument);
        };
    }

    private List<String> keys() {
        var keys = new ArrayList<>(components.keySet());
        keys.add(WORKSPACE);
        return keys;
    }

    private static JsonNode integer(Argument argument) {
        try {
            return JsonNodeFactory.instance.numberNode(Long.parseLong(argument.value()));
        } catch (NumberFormatException other) {
            throw mustBe(argument, "an integer");
        }
    }

    private static JsonNode truth(Argument argument) {
        return switch (argument.value()) {
            case "true" -> JsonNodeFactory.instance.booleanNode(true);
            case "false" -> JsonNodeFactory.instance.booleanNode(false);
            default -> throw mustBe(argument, "true or false");
        };
    }

    private static JsonNode json(Argument argument) {
        try {
            var value = Json.read(argument.value());
            if (!value.isMissingNode()) {
                return value;
            }
        } catch (JsonProcessingException broken) {
            // Said below, for nothing at all as well.
        }
        throw mustBe(argument, "JSON");
    }

    private static CommandException mustBe(Argument argument, String what) {
        var value = argument.value();
        var shown = value.length() > 40 ? value.substring(0, 40) + "…" : value;
        return CommandException.misused(argument.key() + " must be " + what + ", not \"" + shown + "\"");
    }
}
