package dev.trestle.config;

import java.nio.file.Path;

/**
 * Who may come in, and what is kept of what they did.
 *
 * @param token the owner's token, 16 to 1024 visible ASCII characters; {@code null} when none is set
 * @param principals where an {@link AccessFile} is; {@code null} when there is none
 * @param jwt which JSON Web Tokens are accepted
 * @param audit the file of who did what
 */
public record AccessConfig(@Secret String token, Path principals, JwtConfig jwt, Audit audit) {
    public AccessConfig {
        Require.that(
                token == null || AccessFile.isToken(token),
                "access.token",
                "must be 16 to 1024 visible ASCII characters without spaces");
        Require.present("access.jwt", jwt);
        Require.present("access.audit", audit);
    }

    /** These, with what a running node takes over from {@code latest}. */
    AccessConfig takeOver(AccessConfig latest) {
        return new AccessConfig(latest.token, latest.principals, latest.jwt, audit);
    }

    /** The same with this owner's token. */
    public AccessConfig with(String ownersToken) {
        return new AccessConfig(ownersToken, principals, jwt, audit);
    }

    /** Whether somebody whom the configuration names can come in. */
    boolean admits() {
        return token != null || principals != null || jwt.enabled();
    }

    @Override
    public String toString() {
        return "AccessConfig[token=" + (token == null ? "null" : Secret.MASK) + ", principals=" + principals + ", jwt="
                + jwt + ", audit=" + audit + "]";
    }

    /**
     * The file of who did what: one JSON object on each line.
     *
     * @param file where; {@code null} for nowhere
     * @param maxBytes how large it grows until a new one is begun
     * @param keep how many of the former ones are kept
     * @param repeatMs how long what happens again and again is counted until a line tells how often, in milliseconds
     */
    public record Audit(Path file, long maxBytes, int keep, long repeatMs) {
        public Audit {
            Require.between("access.audit.maxBytes", maxBytes, 65_536, 1_099_511_627_776L);
            Require.between("access.audit.keep", keep, 1, 20);
            Require.between("access.audit.repeatMs", repeatMs, 100, 3_600_000);
        }
    }
}
