package dev.trestle.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Who may come in beside the owner, as a file of its own says it, so that it can be read again while a node runs.
 *
 * @param roles name to what it allows
 * @param principals name to how they prove who they are, and what they may do
 */
public record AccessFile(Map<String, Role> roles, Map<String, Principal> principals) {
    /** No roles and nobody. */
    public static final AccessFile EMPTY = new AccessFile(Map.of(), Map.of());

    private static final String DIGEST = "sha256:[0-9a-f]{64}";

    /** What a role allows: these operations in these workspaces, on these topics; each a list of patterns with {@code *}. */
    public record Role(List<String> operations, List<String> workspaces, List<String> topics) {}

    /**
     * Somebody whom the file names.
     *
     * @param tokens what proves that it is them: tokens, or {@code sha256:} and the digest of one in hexadecimal
     * @param roles names of roles
     * @param expires until when, or {@code null}
     */
    public record Principal(List<String> tokens, List<String> roles, Instant expires) {
        @Override
        public String toString() {
            return "Principal[tokens=" + Secret.MASK + ", roles=" + roles + ", expires=" + expires + "]";
        }
    }

    public AccessFile {
        roles = Map.copyOf(roles);
        principals = Map.copyOf(principals);
    }

    /** Whether {@code text} can be a token: long enough not to be guessed, and fit for a header. */
    static boolean isToken(String text) {
        return text.matches("[\\x21-\\x7e]{16,1024}");
    }

    /**
     * Reads {@code file} and checks it whole; blocks.
     *
     * @throws ConfigException at the first thing that is wrong
     */
    public static AccessFile read(Path file) {
        Origin origin = Origin.file(file);
        try {
            return new Reading(YamlReader.read(AccessKeys.ALL, "", Files.readString(file), origin::line)).whole();
        } catch (NoSuchFileException missing) {
            throw ConfigException.about("access.principals", "names " + file + ", which does not exist");
        } catch (CharacterCodingException binary) {
            throw ConfigException.in(origin, "this is not UTF-8 text");
        } catch (IOException unreadable) {
            throw ConfigException.about("access.principals", "names " + file + ", which cannot be read");
        }
    }

    private record Reading(Map<String, Entry> entries) {

        AccessFile whole() {
            Map<String, Role> roles = new LinkedHashMap<>();
            Map<String, Principal> principals = new LinkedHashMap<>();
            Map<String, String> owners = new HashMap<>();
            for (String key : entries.keySet()) {
                String parent = AccessKeys.parent(key);
                String name = parent.substring(parent.indexOf('.') + 1);
                if (parent.startsWith(AccessKeys.ROLES)) {
                    roles.computeIfAbsent(name, once -> role(parent));
                } else if (!principals.containsKey(name)) {
                    principals.put(name, principal(parent, name, owners));
                }
            }
            principals.forEach((name, principal) -> checkRoles(name, principal, roles));
            return new AccessFile(roles, principals);
        }

        private Role role(String at) {
            Function<String, List<String>> patterns = leaf -> items(at + "." + leaf, "[A-Za-z0-9._:/@*-]{1,256}");
            Role role = new Role(patterns.apply("operations"), patterns.apply("workspaces"), patterns.apply("topics"));
            return role;
        }

        private Principal principal(String at, String name, Map<String, String> owners) {
            Require.that(
                    !name.equals("owner") && name.matches("[\\x21-\\x7e]{1,256}"),
                    at,
                    "is no name for a principal: 1 to 256 visible ASCII characters, and not owner, who has the token"
                            + " of the settings");
            List<String> tokens = items(at + ".tokens", DIGEST + "|[\\x21-\\x7e]{16,1024}");
            for (int i = 0; i < tokens.size(); i++) {
                String other = owners.putIfAbsent(tokens.get(i), name);
                check(at + ".tokens", i, other == null, "is a token of " + other + " as well");
            }
            return new Principal(tokens, items(at + ".roles", ".+"), instant(at + ".expires"));
        }

        private List<String> items(String key, String form) {
            Entry entry = entries.get(key);
            List<String> items = new ArrayList<>();
            for (Entry item : entry == null ? List.<Entry>of() : entry.items()) {
                String text = String.valueOf(item.text());
                // What is refused may be a token, and is not repeated.
                check(key, items.size(), text.matches(form), "has not the form it needs; docs/ACCESS.md shows it");
                items.add(text);
            }
            return List.copyOf(items);
        }

        private Instant instant(String key) {
            Entry entry = entries.get(key);
            try {
                return entry == null || entry.text() == null ? null : Instant.parse(entry.text());
            } catch (DateTimeException malformed) {
                throw ConfigException.about(
                                key, "must be a time such as 2027-01-31T00:00:00Z, not \"" + entry.text() + "\"")
                        .from(entry.origin());
            }
        }

        private void checkRoles(String name, Principal principal, Map<String, Role> roles) {
            String key = "principals." + name + ".roles";
            for (int i = 0; i < principal.roles().size(); i++) {
                String role = principal.roles().get(i);
                check(key, i, roles.containsKey(role), "names the role \"" + role + "\", which this file has not");
            }
        }

        private void check(String key, int index, boolean accepted, String sentence) {
            if (!accepted) {
                throw Optional.ofNullable(entries.get(key))
                        .map(entry -> entry.items().get(index).origin())
                        .map(ConfigException.about(key + "[" + index + "]", sentence)::from)
                        .orElseThrow();
            }
        }
    }
}
