package dev.trestle.gateway.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.trestle.config.ConfigException;
import dev.trestle.config.JwtConfig;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;

/** Makes JSON Web Tokens that a gateway with this configuration accepts: for trying out, and for those without an issuer. */
public final class TokenMaker {

    private final JwtConfig config;
    private final JWSSigner signer;
    private final JWSAlgorithm algorithm;

    private TokenMaker(JwtConfig config, JWSSigner signer, JWSAlgorithm algorithm) {
        this.config = config;
        this.signer = signer;
        this.algorithm = algorithm;
    }

    /** Signs with the configured secret, or with the private key in {@code pem}, unless that is {@code null}. */
    public static TokenMaker of(JwtConfig config, String pem) {
        try {
            if (pem != null) {
                return of(config, Pem.privateKey(pem));
            } else if (config.secret() == null) {
                throw ConfigException.about("access.jwt.secret", "is not set; give the private key with --key");
            }
            return new TokenMaker(config, new MACSigner(config.secret()), JWSAlgorithm.HS256);
        } catch (GeneralSecurityException | JOSEException unusable) {
            throw ConfigException.about("--key", "needs a private key in PEM (PKCS #8): " + unusable.getMessage());
        }
    }

    private static TokenMaker of(JwtConfig config, PrivateKey key) throws JOSEException {
        if (key instanceof RSAPrivateKey) {
            return new TokenMaker(config, new RSASSASigner(key), JWSAlgorithm.RS256);
        } else if (key instanceof ECPrivateKey ec) {
            return new TokenMaker(config, new ECDSASigner(ec), JWSAlgorithm.ES256);
        }
        return new TokenMaker(config, new Ed25519Signer(key), JWSAlgorithm.EdDSA);
    }

    /** A token of {@code subject}, who has these roles and, where {@code grants} is not empty, these grants, for {@code ttl}. */
    public String make(String subject, List<String> roles, List<Map<String, List<String>>> grants, Duration ttl) {
        var now = Instant.now();
        var claims = new JWTClaimsSet.Builder()
                .issuer(config.issuer())
                .audience(config.audience())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(ttl)))
                .claim(config.claims().subject(), subject)
                .claim(config.claims().roles(), roles);
        if (!grants.isEmpty()) {
            claims.claim(config.claims().grants(), grants);
        }
        var header = new JWSHeader.Builder(algorithm).type(JOSEObjectType.JWT).build();
        try {
            var token = new SignedJWT(header, claims.build());
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException unusable) {
            throw ConfigException.about("--key", "cannot sign: " + unusable.getMessage());
        }
    }
}
