package dev.trestle.gateway.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.SignedJWT;
import dev.trestle.config.ConfigException;
import dev.trestle.config.JwtConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.util.List;
import java.util.Set;

/**
 * The keys that tokens are checked with. Which algorithms one may be used for follows from its kind; what a token says only
 * chooses among these, and among the keys that have its {@code kid}.
 */
final class Keys {

    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.HS256, JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256, JWSAlgorithm.EdDSA);
    private static final int RSA_BITS = 2048;

    private final JWKSource<SecurityContext> source;
    /** Whether there is one key alone, so that it does not matter what a token calls it. */
    private final boolean nameless;

    private Keys(JWKSource<SecurityContext> source, boolean nameless) {
        this.source = source;
        this.nameless = nameless;
    }

    /** Where {@code config} has them; blocks, and fails with a {@link ConfigException} where none can be used. */
    static Keys of(JwtConfig config) {
        if (config.secret() != null) {
            var key = new OctetSequenceKey.Builder(config.secret().getBytes(StandardCharsets.UTF_8)).build();
            return new Keys(new ImmutableJWKSet<>(new JWKSet(key)), true);
        }
        return config.keyFile() != null ? file(config) : new Keys(RemoteKeys.of(config), false);
    }

    private static Keys file(JwtConfig config) {
        var key = "access.jwt.keyFile";
        try {
            var text = Files.readString(config.keyFile());
            if (text.contains("-----BEGIN")) {
                return new Keys(new ImmutableJWKSet<>(new JWKSet(Pem.publicKey(text))), true);
            }
            return new Keys(new ImmutableJWKSet<>(usable(JWKSet.parse(text), key)), false);
        } catch (IOException unreadable) {
            throw ConfigException.about(key, "names " + config.keyFile() + ", which cannot be read");
        } catch (ParseException | GeneralSecurityException | IllegalArgumentException broken) {
            throw ConfigException.about(
                    key, "names " + config.keyFile() + ", which is neither a public key in PEM nor a JWK set");
        }
    }

    /**
     * The keys of {@code set} that may be used: public ones that are long enough.
     *
     * @throws ConfigException about {@code key} when there is none
     */
    static JWKSet usable(JWKSet set, String key) {
        var usable =
                set.toPublicJWKSet().getKeys().stream().filter(Keys::isUsable).toList();
        if (usable.isEmpty()) {
            throw ConfigException.about(
                    key, "has no usable key: RSA of at least " + RSA_BITS + " bits, P-256 or Ed25519");
        }
        return new JWKSet(usable);
    }

    static boolean isUsable(JWK key) {
        return key instanceof RSAKey rsa && rsa.size() >= RSA_BITS
                || key instanceof ECKey
                || key instanceof OctetKeyPair;
    }

    /** Whether the token is signed by one of them. */
    boolean haveSigned(SignedJWT token) throws JOSEException {
        var header = token.getHeader();
        if (!ALGORITHMS.contains(header.getAlgorithm())) {
            return false;
        }
        var named = nameless ? new JWSHeader.Builder(header).keyID(null).build() : header;
        for (var key : select(new JWKSelector(JWKMatcher.forJWSHeader(named)))) {
            if (isUsable(key) || nameless) {
                var verifier = verifier(key);
                if (verifier.supportedJWSAlgorithms().contains(header.getAlgorithm()) && token.verify(verifier)) {
                    return true;
                }
            }
        }
        return false;
    }

    private List<JWK> select(JWKSelector selector) throws KeySourceException {
        return source.get(selector, null);
    }

    private static JWSVerifier verifier(JWK key) throws JOSEException {
        if (key instanceof RSAKey rsa) {
            return new RSASSAVerifier(rsa);
        } else if (key instanceof ECKey ec) {
            return new ECDSAVerifier(ec);
        } else if (key instanceof OctetKeyPair pair) {
            return new Ed25519(pair);
        }
        return new MACVerifier((OctetSequenceKey) key);
    }
}
