package dev.trestle.gateway.dialect;

import java.util.LinkedHashMap;
import java.util.Map;

/** Objects as JSON has them, for messages whose members no record has. */
public final class Members {

    private Members() {}

    /** These names and values in turn; a value may be {@code null}. */
    public static Map<String, Object> of(Object... namesAndValues) {
        var members = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return members;
    }

    /** Those of {@code data}, none where it is no object; for the caller to add to. */
    public static Map<String, Object> in(Object data) {
        var members = new LinkedHashMap<String, Object>();
        if (data instanceof Map<?, ?> object) {
            object.forEach((name, value) -> members.put((String) name, value));
        }
        return members;
    }
}
