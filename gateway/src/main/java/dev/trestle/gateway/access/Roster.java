package dev.trestle.gateway.access;

import dev.trestle.bus.Glob;
import dev.trestle.config.AccessConfig;
import dev.trestle.config.AccessFile;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The principals and roles of an {@link AccessFile}, by what is asked for. Never changes. */
public final class Roster {

    /** What stands before the digest of a token in a file. */
    private static final String DIGESTED = "sha256:";

    private final Map<String, Principal> byDigest = new HashMap<>();
    private final Map<String, Grant> roles = new HashMap<>();

    Roster(AccessFile file) {
        file.roles()
                .forEach((name, role) -> roles.put(
                        name, new Grant(globs(role.operations()), globs(role.workspaces()), globs(role.topics()))));
        file.principals().forEach((name, known) -> {
            long until =
                    known.expires() == null ? Long.MAX_VALUE : known.expires().toEpochMilli();
            var principal = new Principal(name, grants(known.roles()), until, null);
            known.tokens().forEach(token -> byDigest.put(digestOf(token), principal));
        });
    }

    /** The owner, and those in the file that {@code config} names. */
    static Roster of(AccessConfig config) {
        var roster = new Roster(config.principals() == null ? AccessFile.EMPTY : AccessFile.read(config.principals()));
        roster.byDigest.put(digest(config.token()), Access.OWNER);
        return roster;
    }

    private static String digestOf(String token) {
        return token.startsWith(DIGESTED) ? token.substring(DIGESTED.length()) : digest(token);
    }

    static List<Glob> globs(List<String> patterns) {
        return patterns.stream().map(Glob::new).toList();
    }

    /** What these roles allow; a name that is not known allows nothing. */
    List<Grant> grants(List<String> names) {
        return names.stream().map(roles::get).filter(Objects::nonNull).toList();
    }

    /** Whose token has this digest. */
    Optional<Principal> principal(String digest) {
        return Optional.ofNullable(byDigest.get(digest));
    }

    /** Digests have one length, so looking one up tells nothing about the token. */
    static String digest(String token) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
