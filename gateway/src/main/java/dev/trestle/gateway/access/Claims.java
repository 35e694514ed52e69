package dev.trestle.gateway.access;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.trestle.config.JwtConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Finds in a token who it is about and what they may do, where the configuration says that this stands. */
final class Claims {

    private final JwtConfig.Claims places;

    Claims(JwtConfig.Claims places) {
        this.places = places;
    }

    /** Who; the owner's name is nobody's. */
    String subject(JWTClaimsSet set) throws Refusal {
        if (find(set, places.subject()) instanceof String name
                && name.matches("[^\\p{Cntrl}]{1,256}")
                && !name.isBlank()
                && !name.equals("owner")) {
            return name;
        }
        throw new Refusal("its claim " + places.subject() + " names nobody");
    }

    /** Names of roles: a list, or words with spaces between as in {@code scope} (RFC 8693 §4.2). */
    List<String> roles(JWTClaimsSet set) throws Refusal {
        var claim = find(set, places.roles());
        return claim instanceof String words
                ? Stream.of(words.split(" ")).filter(word -> !word.isEmpty()).toList()
                : strings(claim, places.roles());
    }

    /** Grants that the token carries itself. */
    List<Grant> grants(JWTClaimsSet set) throws Refusal {
        var claim = places.grants() == null ? null : find(set, places.grants());
        if (claim == null) {
            return List.of();
        } else if (claim instanceof List<?> items) {
            var grants = new ArrayList<Grant>();
            for (var item : items) {
                grants.add(grant(item));
            }
            return grants;
        }
        throw new Refusal("its claim " + places.grants() + " is no list of grants");
    }

    private Grant grant(Object item) throws Refusal {
        if (item instanceof Map<?, ?> parts) {
            return new Grant(
                    Roster.globs(strings(parts.get("operations"), places.grants())),
                    Roster.globs(strings(parts.get("workspaces"), places.grants())),
                    Roster.globs(strings(parts.get("topics"), places.grants())));
        }
        throw new Refusal("its claim " + places.grants() + " is no list of grants");
    }

    private static List<String> strings(Object claim, String place) throws Refusal {
        if (claim == null) {
            return List.of();
        } else if (claim instanceof List<?> items && items.stream().allMatch(String.class::isInstance)) {
            return items.stream().map(String.class::cast).toList();
        }
        throw new Refusal("its claim " + place + " is not a list of strings where it should be");
    }

    /** A claim of this name, or along its dots one within another, as in {@code realm_access.roles}. */
    private static Object find(JWTClaimsSet set, String place) {
        Object found = set.getClaim(place);
        if (found != null || !place.contains(".")) {
            return found;
        }
        found = set.getClaims();
        for (var name : place.split("\\.")) {
            found = found instanceof Map<?, ?> inner ? inner.get(name) : null;
        }
        return found;
    }
}
