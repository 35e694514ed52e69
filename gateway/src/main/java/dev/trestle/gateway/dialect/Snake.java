package dev.trestle.gateway.dialect;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The names of Java for protocols in which they are written {@code like_this}: what their clients ask and are told is records here. */
public final class Snake {

    private static final Pattern UNDERSCORE = Pattern.compile("_([a-z])");
    private static final Pattern HUMP = Pattern.compile("(?<=[a-z])[A-Z]");

    private Snake() {}

    /** {@code aName} for {@code a_name}. */
    public static String camel(String name) {
        return UNDERSCORE.matcher(name).replaceAll(found -> found.group(1).toUpperCase(Locale.ROOT));
    }

    /** {@code a_name} for {@code aName} and {@code AName}. */
    public static String name(String camel) {
        return HUMP.matcher(camel).replaceAll("_$0").toLowerCase(Locale.ROOT);
    }

    /** {@code data} with an object for each record in it, whose names are these; a map is told as it is. */
    public static Object json(Object data) {
        if (data instanceof Record told) {
            return members(told);
        }
        return data instanceof List<?> list ? list.stream().map(Snake::json).toList() : data;
    }

    /** The members of {@code told} under these names, in its order; for the caller to add to. */
    public static Map<String, Object> members(Record told) {
        var members = new LinkedHashMap<String, Object>();
        for (var component : told.getClass().getRecordComponents()) {
            members.put(name(component.getName()), json(value(told, component)));
        }
        return members;
    }

    private static Object value(Record told, RecordComponent component) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(told);
        } catch (ReflectiveOperationException cause) {
            throw new IllegalStateException("cannot be read: " + told.getClass(), cause);
        }
    }
}
