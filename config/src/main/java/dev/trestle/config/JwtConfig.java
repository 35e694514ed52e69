package dev.trestle.config;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Which JSON Web Tokens are accepted: none, unless one source of keys is set. Times are in milliseconds.
 *
 * @param secret what signs by HS256, or {@code null}
 * @param keyFile a public key in PEM, or a JWK set; or {@code null}
 * @param jwksUrl where a JWK set is fetched, or {@code null}
 * @param issuer what {@code iss} must be
 * @param audience what {@code aud} must contain
 * @param clockSkewMs how far {@code nbf} and {@code iat} may be ahead of this node's clock
 * @param maxLifetimeMs how long after {@code iat} a token may expire
 * @param claims where in a token stands what
 * @param jwks how often keys are fetched
 */
public record JwtConfig(
        @Secret String secret,
        Path keyFile,
        String jwksUrl,
        String issuer,
        String audience,
        long clockSkewMs,
        long maxLifetimeMs,
        Claims claims,
        Jwks jwks) {
    private static final int SECRET_BYTES = 32;

    public JwtConfig {
        int sources = (secret == null ? 0 : 1) + (keyFile == null ? 0 : 1) + (jwksUrl == null ? 0 : 1);
        Require.that(
                secret == null || secret.getBytes(StandardCharsets.UTF_8).length >= SECRET_BYTES,
                "access.jwt.secret",
                "must have at least 32 bytes, as many as HS256 makes; openssl rand -base64 48 makes a good one");
        Require.that(
                sources <= 1,
                "access.jwt",
                "takes its keys from one place: keep one of access.jwt.secret, access.jwt.keyFile and"
                        + " access.jwt.jwksUrl");
        Require.that(
                jwksUrl == null || isFetchable(jwksUrl),
                "access.jwt.jwksUrl",
                "must be an https URL, or http to a loopback address, not \"" + jwksUrl + "\"");
        checkName("access.jwt.issuer", issuer, sources);
        checkName("access.jwt.audience", audience, sources);
        Require.between("access.jwt.clockSkewMs", clockSkewMs, 0, 30_000);
        Require.between("access.jwt.maxLifetimeMs", maxLifetimeMs, 1000, 2_592_000_000L);
        Require.present("access.jwt.claims", claims);
        Require.present("access.jwt.jwks", jwks);
    }

    /** Whether any token is accepted. */
    public boolean enabled() {
        return secret != null || keyFile != null || jwksUrl != null;
    }

    private static void checkName(String key, String name, int sources) {
        Require.that(
                sources == 0 || name != null && !name.isBlank(),
                key,
                "must be set where tokens are accepted: one that was made for somebody else is not for this gateway");
        Require.that(
                sources == 1 || name == null,
                key,
                "is set, and there is no key to check tokens with: set access.jwt.secret, access.jwt.keyFile or"
                        + " access.jwt.jwksUrl");
    }

    private static boolean isFetchable(String url) {
        try {
            URI uri = URI.create(url);
            return uri.getHost() != null
                    && ("https".equals(uri.getScheme())
                            || "http".equals(uri.getScheme())
                                    && Host.isLoopback(uri.getHost().replaceAll("[\\[\\]]", "")));
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "JwtConfig[secret=" + (secret == null ? "null" : Secret.MASK) + ", keyFile=" + keyFile + ", jwksUrl="
                + jwksUrl + ", issuer=" + issuer + ", audience=" + audience + "]";
    }

    /**
     * Where in a token stands what.
     *
     * @param subject the claim that says who
     * @param roles the claim with names of roles, a list or words with spaces between
     * @param grants the claim with grants of its own; {@code null} when tokens may carry none
     */
    public record Claims(String subject, String roles, String grants) {
        public Claims {
            Require.present("access.jwt.claims.subject", subject);
            Require.present("access.jwt.claims.roles", roles);
        }
    }

    /**
     * How often keys are fetched.
     *
     * @param cacheMs how old they may be until they are fetched again
     * @param floorMs the least time between two fetches for keys that are not there
     * @param staleMs how old they may be while they cannot be fetched
     */
    public record Jwks(long cacheMs, long floorMs, long staleMs) {
        public Jwks {
            Require.between("access.jwt.jwks.cacheMs", cacheMs, 1000, 86_400_000);
            Require.between("access.jwt.jwks.floorMs", floorMs, 100, 3_600_000);
            Require.that(
                    floorMs < cacheMs,
                    "access.jwt.jwks.floorMs",
                    "must be less than access.jwt.jwks.cacheMs (" + cacheMs + "), not " + floorMs);
            Require.between("access.jwt.jwks.staleMs", staleMs, 1000, 2_592_000_000L);
        }
    }
}
