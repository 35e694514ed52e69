package dev.trestle.config;

import java.util.List;
import java.util.Map;

/**
 * One value as it was read, before its key's type is applied.
 *
 * @param origin where it came from; a list's elements have origins of their own
 * @param text a single value as written; {@code null} for a list and for YAML's null
 * @param items a list's elements; {@code null} for a single value
 * @param fields what a list's element holds by dotted key, where elements are records; {@code null} otherwise
 */
record Entry(Origin origin, String text, List<Entry> items, Map<String, Entry> fields) {
    static Entry of(Origin origin, String text) {
        return new Entry(origin, text, null, null);
    }
}
