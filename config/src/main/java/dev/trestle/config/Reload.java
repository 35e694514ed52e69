package dev.trestle.config;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * What becomes of settings that are read again while a node runs.
 *
 * @param settings what is in force from now on
 * @param changed the keys whose values change by that
 * @param waiting the keys that were changed as well and stay as they were until the node is started again
 */
public record Reload(Settings settings, List<String> changed, List<String> waiting) {

    private static final List<String> TAKEN = List.of(
            "access.token",
            "access.principals",
            "access.jwt.",
            "gateway.origins",
            "gateway.trustedProxies",
            "gateway.rates.",
            "gateway.limits.");

    /** The listener is made with these. */
    private static final List<String> FIXED = List.of("gateway.limits.messageBytes", "gateway.limits.jsonDepth");

    /** Of {@code latest}, when a node runs with {@code inForce}. */
    public static Reload of(Settings inForce, Settings latest) {
        Map<String, Object> before = new LinkedHashMap<>();
        Map<String, Object> after = new LinkedHashMap<>();
        collect("", inForce, before);
        collect("", latest, after);
        List<String> different = after.keySet().stream()
                .filter(key -> !Objects.equals(before.get(key), after.get(key)))
                .toList();
        Predicate<String> taken = Reload::isTaken;
        return new Reload(
                inForce.with(
                        inForce.gateway().takeOver(latest.gateway()),
                        inForce.access().takeOver(latest.access())),
                different.stream().filter(taken).toList(),
                different.stream().filter(taken.negate()).toList());
    }

    private static boolean isTaken(String key) {
        return !FIXED.contains(key)
                && TAKEN.stream().anyMatch(known -> known.endsWith(".") ? key.startsWith(known) : key.equals(known));
    }

    private static void collect(String section, Record values, Map<String, Object> all) {
        for (RecordComponent component : values.getClass().getRecordComponents()) {
            String key = Keys.below(section, component.getName());
            Object value = EffectiveSettings.valueOf(values, component);
            if (value instanceof Record inner) {
                collect(key, inner, all);
            } else {
                all.put(key, value);
            }
        }
    }
}
