package dev.trestle.launcher;

import java.util.Arrays;
import java.util.Collection;
import java.util.regex.Pattern;

/** How the value of {@code key=value} becomes JSON. */
enum Shape {
    /** As a string, as it stands. */
    TEXT,
    INTEGER,
    TRUTH,
    /** It is JSON already. */
    JSON;

    private static final Pattern DIGITS = Pattern.compile("-?[0-9]{1,18}");

    /** The shape of a component of {@code type}; where a union leaves a choice, the value decides. */
    static Shape of(Class<?> type, String value) {
        if (type == String.class || type.isEnum()) {
            return TEXT;
        } else if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return INTEGER;
        } else if (type == boolean.class || type == Boolean.class) {
            return TRUTH;
        }
        return type.isSealed() ? ofUnion(type, value) : JSON;
    }

    /** A member of a union is written as the bare value of its one component. */
    private static Shape ofUnion(Class<?> union, String value) {
        var members = Arrays.stream(union.getPermittedSubclasses())
                .map(member -> member.getRecordComponents()[0].getType())
                .toList();
        if (DIGITS.matcher(value).matches() && members.stream().anyMatch(type -> of(type, value) == INTEGER)) {
            return INTEGER;
        } else if (value.startsWith("[") && members.stream().anyMatch(Collection.class::isAssignableFrom)) {
            return JSON;
        }
        return members.contains(String.class) ? TEXT : JSON;
    }
}
