package dev.trestle.config;

import java.util.List;
import java.util.Optional;

/** What may stand in an {@link AccessFile}: under names that anybody chooses, a few keys each. */
final class AccessKeys implements Layout {
    static final String ROLES = "roles.";
    static final String PRINCIPALS = "principals.";
    static final AccessKeys ALL = new AccessKeys();

    private static final List<String> LISTS = List.of("operations", "workspaces", "topics", "tokens", "roles");

    private AccessKeys() {}

    /** The name that {@code key} says something about. */
    static String parent(String key) {
        return key.substring(0, key.lastIndexOf('.'));
    }

    @Override
    public Optional<Keys.Shape> shape(String key) {
        if (key.isEmpty() || ROLES.equals(key + ".") || PRINCIPALS.equals(key + ".")) {
            return Optional.of(Keys.Shape.SECTION);
        }
        boolean role = key.startsWith(ROLES);
        if (!role && !key.startsWith(PRINCIPALS)) {
            return Optional.empty();
        }
        String leaf = key.substring(key.lastIndexOf('.') + 1);
        boolean named = key.indexOf('.') < key.lastIndexOf('.');
        if (named && LISTS.contains(leaf) && role == LISTS.indexOf(leaf) < 3) {
            return Optional.of(Keys.Shape.LIST);
        }
        return Optional.of(named && !role && leaf.equals("expires") ? Keys.Shape.VALUE : Keys.Shape.SECTION);
    }

    @Override
    public ConfigException unknown(String key, Origin origin) {
        return ConfigException.about(key, "is not known here; a file of access has roles and principals")
                .from(origin);
    }
}
