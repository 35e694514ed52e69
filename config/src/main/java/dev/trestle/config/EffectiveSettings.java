package dev.trestle.config;

import com.fasterxml.jackson.databind.node.TextNode;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The settings together with where each of them came from. */
public final class EffectiveSettings {
    private final Settings settings;
    private final Map<String, Entry> entries;

    private EffectiveSettings(Settings settings, Map<String, Entry> entries) {
        this.settings = settings;
        this.entries = entries;
    }

    /**
     * Reads, merges and checks.
     *
     * @throws ConfigException at the first thing that is wrong
     */
    public static EffectiveSettings read(Sources sources) {
        Map<String, Entry> entries = Layers.merge(sources);
        return new EffectiveSettings(new Binding(entries).bind(Settings.class, ""), entries);
    }

    /** What everyone is handed their part of. */
    public Settings settings() {
        return settings;
    }

    /** All settings as YAML, secrets masked; a comment says where each value that somebody set came from. */
    public String render() {
        return section("", "", settings);
    }

    private String section(String indent, String section, Record values) {
        StringBuilder yaml = new StringBuilder();
        for (RecordComponent component : values.getClass().getRecordComponents()) {
            String key = Keys.below(section, component.getName());
            Object value = valueOf(values, component);
            yaml.append(indent).append(component.getName()).append(':');
            if (value instanceof Record inner) {
                yaml.append('\n').append(section(indent + "  ", key, inner));
            } else if (value instanceof Map<?, ?> named && !named.isEmpty()) {
                yaml.append('\n');
                named.forEach((id, one) -> yaml.append(indent + "  ")
                        .append(id)
                        .append(':')
                        .append(
                                one instanceof Record inner
                                        ? "\n" + section(indent + "    ", key + "." + id, inner)
                                        : value(one, key + "." + id)));
            } else {
                boolean masked = value != null && component.isAnnotationPresent(Secret.class);
                yaml.append(value(masked ? Secret.MASK : value, key));
            }
        }
        return yaml.toString();
    }

    private String value(Object value, String key) {
        Entry entry = entries.get(key);
        boolean isSet = entry != null && !entry.origin().builtIn();
        return " " + scalar(value) + (isSet ? " # " + entry.origin().text() : "") + "\n";
    }

    private static String scalar(Object value) {
        if (value instanceof Map<?, ?>) {
            return "{}";
        }
        if (value instanceof List<?> items) {
            return items.stream().map(EffectiveSettings::scalar).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Record element) {
            return Arrays.stream(element.getClass().getRecordComponents())
                    .filter(component -> valueOf(element, component) != null)
                    .map(component -> component.getName() + ": " + scalar(valueOf(element, component)))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT);
        }
        boolean bare = value == null || value instanceof Number || value instanceof Boolean;
        return bare ? String.valueOf(value) : TextNode.valueOf(value.toString()).toString();
    }

    static Object valueOf(Record values, RecordComponent component) {
        try {
            return component.getAccessor().invoke(values);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
