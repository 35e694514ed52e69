package dev.trestle.config;

import java.util.List;

/**
 * One value as it was read, before its key's type is applied.
 *
 * @param origin where it came from; a list's elements have origins of their own
 * @param text a single value as written; {@code null} for a list and for YAML's null
 * @param items a list's elements; {@code null} for a single value
 */
record Entry(Origin origin, String text, List<Entry> items) {
    static Entry of(Origin origin, String text) {
        return new Entry(origin, text, null);
    }
}
