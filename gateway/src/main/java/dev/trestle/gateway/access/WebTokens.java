package dev.trestle.gateway.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.trestle.config.JwtConfig;
import java.text.ParseException;
import java.util.Date;
import java.util.Set;

/**
 * Checks JSON Web Tokens (RFC 7519): the signature by {@link Keys}, then what this gateway asks of their claims, which is
 * more than a library does by itself (RFC 8725). It may fetch keys, and then blocks.
 */
public final class WebTokens {

    private static final int LONGEST = 8_192;
    private static final Set<JOSEObjectType> TYPES = Set.of(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"));

    private final JwtConfig config;
    private final Keys keys;
    private final Claims claims;

    private WebTokens(JwtConfig config, Keys keys) {
        this.config = config;
        this.keys = keys;
        this.claims = new Claims(config.claims());
    }

    /** By {@code config}; {@code null} when no token is accepted. Blocks, and fails with a {@code ConfigException}. */
    public static WebTokens of(JwtConfig config) {
        return config.enabled() ? new WebTokens(config, Keys.of(config)) : null;
    }

    /** What {@code token} proves. */
    Signed verify(String token) throws Refusal {
        var set = claims(token);
        var subject = claims.subject(set);
        var roles = claims.roles(set);
        var own = claims.grants(set);
        long until = set.getExpirationTime().getTime();
        return new Signed(this, token, subject, roles, own, until);
    }

    private JWTClaimsSet claims(String token) throws Refusal {
        if (token.length() > LONGEST) {
            throw new Refusal("it is longer than " + LONGEST + " characters");
        }
        try {
            var jwt = SignedJWT.parse(token);
            checkHeader(jwt.getHeader());
            if (!keys.haveSigned(jwt)) {
                throw new Refusal("no key of this gateway has signed it");
            }
            return checked(jwt.getJWTClaimsSet());
        } catch (ParseException | JOSEException | IllegalArgumentException broken) {
            throw new Refusal("it is no signed JSON Web Token");
        }
    }

    private static void checkHeader(JWSHeader header) throws Refusal {
        if (header.getCriticalParams() != null) {
            throw new Refusal("its header has crit");
        } else if (header.getJWKURL() != null || header.getX509CertURL() != null || header.getJWK() != null) {
            throw new Refusal("its header names keys of its own (jku, x5u or jwk)");
        } else if (header.getType() != null && !TYPES.contains(header.getType())) {
            throw new Refusal("its type is " + header.getType() + " and not JWT");
        }
    }

    private JWTClaimsSet checked(JWTClaimsSet set) throws Refusal {
        long now = System.currentTimeMillis();
        require(config.issuer().equals(set.getIssuer()), "iss is not " + config.issuer());
        require(set.getAudience().contains(config.audience()), "aud has not " + config.audience());
        require(set.getExpirationTime() != null, "it has no exp");
        require(set.getIssueTime() != null, "it has no iat");
        require(set.getExpirationTime().getTime() > now, "it has expired");
        require(hasBegun(set.getIssueTime(), now), "iat is in the future");
        require(hasBegun(set.getNotBeforeTime(), now), "nbf is in the future");
        long lifetime = set.getExpirationTime().getTime() - set.getIssueTime().getTime();
        require(lifetime <= config.maxLifetimeMs(), "it lives longer than access.jwt.maxLifetimeMs");
        return set;
    }

    private boolean hasBegun(Date time, long now) {
        return time == null || time.getTime() <= now + config.clockSkewMs();
    }

    private static void require(boolean holds, String why) throws Refusal {
        if (!holds) {
            throw new Refusal(why);
        }
    }
}
