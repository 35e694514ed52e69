package dev.trestle.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Every key there is, made from the components of {@link Settings}: there is no second list. */
final class Keys implements Layout {
    /** What is written at a key: keys below it, several values, or one. */
    enum Shape {
        SECTION,
        LIST,
        VALUE
    }

    /** The keys of {@link Settings}. */
    static final Keys ALL = new Keys();

    private final Map<String, Class<?>> types = new LinkedHashMap<>();
    /** Of each map with records as values, the keys below one of them; {@code *} stands for its name. */
    private final Map<String, Class<?>> inMaps = new LinkedHashMap<>();

    /** Of each list with records as elements, what they are. */
    private final Map<String, Class<? extends Record>> elements = new LinkedHashMap<>();

    private Keys() {
        collect("", Settings.class);
    }

    private void collect(String section, Class<?> type) {
        types.put(section, type);
        if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                collect(below(section, component.getName()), component.getType());
                recordOf(component).ifPresent(values -> collectMap(below(section, component.getName()), values));
                elementOf(component).ifPresent(element -> elements.put(below(section, component.getName()), element));
            }
        }
    }

    private void collectMap(String section, Class<?> values) {
        inMaps.put(section + ".*", values);
        for (RecordComponent component : values.getRecordComponents()) {
            inMaps.put(section + ".*." + component.getName(), component.getType());
        }
    }

    /** What the values of a map are, where they are records. */
    static Optional<Class<? extends Record>> recordOf(RecordComponent component) {
        if (component.getType() == Map.class
                && component.getGenericType() instanceof ParameterizedType map
                && map.getActualTypeArguments()[1] instanceof Class<?> values
                && values.isRecord()) {
            return Optional.of(values.asSubclass(Record.class));
        }
        return Optional.empty();
    }

    /** What the elements of a list are, where they are records. */
    static Optional<Class<? extends Record>> elementOf(RecordComponent component) {
        if (component.getType() == List.class
                && component.getGenericType() instanceof ParameterizedType list
                && list.getActualTypeArguments()[0] instanceof Class<?> elements
                && elements.isRecord()) {
            return Optional.of(elements.asSubclass(Record.class));
        }
        return Optional.empty();
    }

    /** What {@code key} is when it stands below a name of a map with records, or {@code null}. */
    private Class<?> inMap(String key) {
        String[] parts = key.split("\\.", 3);
        return parts.length == 1 ? null : inMaps.get(parts[0] + ".*" + (parts.length == 3 ? "." + parts[2] : ""));
    }

    /** What stands in the list at {@code key}, where that is records. */
    Optional<Class<? extends Record>> elements(String key) {
        return Optional.ofNullable(elements.get(key));
    }

    static String below(String section, String name) {
        return section.isEmpty() ? name : section + "." + name;
    }

    /** Every key with a value of its own, in the records' order; {@code workspaces} is one of them. */
    List<String> names() {
        return types.keySet().stream().filter(key -> !types.get(key).isRecord()).toList();
    }

    /** What is written at {@code key}; empty when there is no such key. Any id may follow {@code workspaces}, and any name {@code agents}. */
    @Override
    public Optional<Shape> shape(String key) {
        Class<?> type = types.containsKey(key) ? types.get(key) : inMap(key);
        if (type == null) {
            boolean inMap = types.keySet().stream()
                    .anyMatch(map -> types.get(map) == Map.class
                            && !inMaps.containsKey(map + ".*")
                            && key.startsWith(map + "."));
            return inMap ? Optional.of(Shape.VALUE) : Optional.empty();
        }
        if (type.isRecord() || type == Map.class) {
            return Optional.of(Shape.SECTION);
        }
        return Optional.of(type == List.class ? Shape.LIST : Shape.VALUE);
    }

    /** What to say of a key that does not exist: the nearest that does, or else all of its section. */
    @Override
    public ConfigException unknown(String key, Origin origin) {
        String hint = Nearest.to(key, types.keySet())
                .map(near -> "did you mean " + near + "?")
                .orElseGet(() -> "known here: " + siblings(key));
        return ConfigException.about(key, "is not a setting; " + hint).from(origin);
    }

    private String siblings(String key) {
        String[] parts = key.split("\\.", 3);
        if (parts.length == 3 && inMaps.containsKey(parts[0] + ".*")) {
            return inMaps.keySet().stream()
                    .filter(known -> known.startsWith(parts[0] + ".*."))
                    .map(Nearest::last)
                    .collect(Collectors.joining(", "));
        }
        String section = key;
        do {
            section = section.substring(0, Math.max(0, section.lastIndexOf('.')));
        } while (!types.getOrDefault(section, Map.class).isRecord());
        String parent = section;
        return types.keySet().stream()
                .filter(known -> !known.isEmpty() && known.equals(below(parent, Nearest.last(known))))
                .collect(Collectors.joining(", "));
    }

    /** Environment variable to key, such as TRESTLE_GATEWAY_LIMITS_IN_FLIGHT to gateway.limits.inFlight. */
    Map<String, String> variables() {
        return names().stream().collect(Collectors.toMap(Keys::variable, key -> key));
    }

    /** Whether a variable's name claims to be a setting: TRESTLE_, a section, and more. */
    boolean isClaimed(String variable) {
        return types.keySet().stream()
                .anyMatch(key -> !key.isEmpty() && !key.contains(".") && variable.startsWith(variable(key) + "_"));
    }

    static String variable(String key) {
        if (key.equals("access.token")) {
            return "TRESTLE_TOKEN";
        }
        String words = key.replace('.', '_').replaceAll("([a-z0-9])([A-Z])", "$1_$2");
        return "TRESTLE_" + words.toUpperCase(Locale.ROOT);
    }
}
