package dev.trestle.gateway.bridge.redis;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.json.JsonObject;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A name with fields of a message in it, such as {@code circle/{circle_name}}. */
record Template(String text) {

    private static final Pattern FIELD = Pattern.compile("\\{([^{}]+)}");

    /**
     * The name for {@code message}.
     *
     * @throws Failure {@code INVALID_ARGUMENT} that names the field
     */
    String fill(JsonObject message) {
        return FIELD.matcher(text).replaceAll(found -> Matcher.quoteReplacement(field(found.group(1), message)));
    }

    private static String field(String name, JsonObject message) {
        var value = message.getValue(name);
        if (value == null) {
            throw refused("the field " + name + " is missing");
        } else if (!(value instanceof String || value instanceof Integer || value instanceof Long)) {
            throw refused("the field " + name + " must be a text or a whole number");
        } else if (value.toString().contains("/")) {
            // What a message says fills a part of a name and does not choose where in the tree of topics it goes.
            throw refused("the field " + name + " must not hold a /");
        }
        return value.toString();
    }

    static Failure refused(String sentence) {
        return new Failure(ErrorCode.INVALID_ARGUMENT, sentence);
    }
}
