package dev.trestle.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Makes the records from what was read, and traces each refusal to where the refused value came from. */
final class Binding {
    private static final Pattern ELEMENT = Pattern.compile("(.+)\\[(\\d+)\\].*");

    private final Map<String, Entry> entries;

    Binding(Map<String, Entry> entries) {
        this.entries = entries;
    }

    <R extends Record> R bind(Class<R> type, String section) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = Arrays.stream(components)
                .map(component -> value(component, Keys.below(section, component.getName())))
                .toArray();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return type.getConstructor(types).newInstance(values);
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof ConfigException refused) {
                throw traced(refused);
            }
            throw new IllegalStateException(thrown.getCause());
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Object value(RecordComponent component, String key) {
        Class<?> type = component.getType();
        if (type.isRecord()) {
            return bind(type.asSubclass(Record.class), key);
        }
        if (type == Map.class) {
            return Keys.recordOf(component)
                    .<Object>map(values -> records(values, key + "."))
                    .orElseGet(() -> paths(key + "."));
        }
        if (!entries.containsKey(key)) {
            // Below a name that somebody made up, where nothing has a default.
            return type == List.class ? List.of() : null;
        }
        if (type == Path.class) {
            return Scalar.path(key, entries.get(key));
        }
        if (type == Path.class) {
            return Scalar.path(key, entries.get(key));
        }
        if (Keys.elementOf(component).isPresent()) {
            return elements(Keys.elementOf(component).get(), key);
        }
        if (type == List.class) {
            return entries.get(key).items().stream()
                    .map(item -> String.valueOf(item.text()))
                    .toList();
        }
        return entries.containsKey(key) ? Scalar.parse(type, key, entries.get(key)) : null;
    }

    private List<Record> elements(Class<? extends Record> type, String key) {
        List<Entry> items = entries.get(key).items();
        return IntStream.range(0, items.size())
                .<Record>mapToObj(i -> new Binding(items.get(i).fields()).bind(type, key + "[" + i + "]"))
                .toList();
    }

    private Map<String, Object> records(Class<? extends Record> type, String prefix) {
        Map<String, Object> records = new LinkedHashMap<>();
        for (String key : entries.keySet()) {
            if (key.startsWith(prefix)) {
                String name = key.substring(prefix.length()).split("\\.", 2)[0];
                records.computeIfAbsent(name, any -> bind(type, prefix + name));
            }
        }
        return records;
    }

    private Map<String, Object> paths(String prefix) {
        Map<String, Object> paths = new LinkedHashMap<>();
        entries.forEach((key, entry) -> {
            if (key.startsWith(prefix)) {
                paths.put(key.substring(prefix.length()), Scalar.path(key, entry));
            }
        });
        return paths;
    }

    /** Nobody set a default, so a refusal of one has no origin to name. */
    private ConfigException traced(ConfigException refused) {
        Entry entry = entries.get(refused.key());
        Matcher element = ELEMENT.matcher(refused.key());
        if (entry == null && element.matches()) {
            Entry item = entries.get(element.group(1)).items().get(Integer.parseInt(element.group(2)));
            entry = item.fields() == null ? item : item.fields().getOrDefault(refused.key(), item);
        }
        return entry == null || entry.origin().builtIn() ? refused : refused.from(entry.origin());
    }
}
