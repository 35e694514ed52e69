package dev.trestle.config;

import java.math.BigInteger;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Turns one value's text into what its record wants. Quotes make no difference. */
final class Scalar {
    private Scalar() {}

    /** The value as a {@code type}: a string, a whole number, true or false, or an enum's constant in any case. */
    static Object parse(Class<?> type, String key, Entry entry) {
        String text = entry.text();
        if (type == String.class || type == Boolean.class && text == null) {
            return text;
        }
        if (text == null || text.isBlank()) {
            throw refused(key, entry, "needs a value");
        }
        if (type.isEnum()) {
            return constant(type, key, entry);
        }
        if (type == boolean.class || type == Boolean.class) {
            return truth(key, entry);
        }
        if (type == int.class) {
            return (int) whole(key, entry, Integer.MAX_VALUE);
        }
        return whole(key, entry, Long.MAX_VALUE);
    }

    /** The value as an absolute path; {@code null} when there is none. */
    static Path path(String key, Entry entry) {
        if (entry.text() == null || entry.text().isBlank()) {
            return null;
        }
        try {
            return entry.origin().folder().resolve(entry.text()).normalize();
        } catch (InvalidPathException malformed) {
            throw refused(key, entry, "must be a path");
        }
    }

    private static long whole(String key, Entry entry, long most) {
        String text = entry.text().strip();
        if (!text.matches("0|-?[1-9][0-9_]*")) {
            throw refused(key, entry, "must be a whole number, not \"" + text + "\"");
        }
        BigInteger number = new BigInteger(text.replace("_", ""));
        if (number.abs().compareTo(BigInteger.valueOf(most)) > 0) {
            throw refused(key, entry, "must be a whole number of at most " + most + ", not " + number);
        }
        return number.longValue();
    }

    private static boolean truth(String key, Entry entry) {
        return switch (entry.text().strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw refused(key, entry, "must be true or false, not \"" + entry.text() + "\"");
        };
    }

    private static Object constant(Class<?> type, String key, Entry entry) {
        List<String> names = Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                .toList();
        int index = names.indexOf(entry.text().strip().toLowerCase(Locale.ROOT));
        if (index < 0) {
            String accepted = String.join(", ", names);
            throw refused(key, entry, "must be one of " + accepted + ", not \"" + entry.text() + "\"");
        }
        return type.getEnumConstants()[index];
    }

    private static ConfigException refused(String key, Entry entry, String sentence) {
        return ConfigException.about(key, sentence).from(entry.origin());
    }
}
