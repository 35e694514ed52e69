package dev.trestle.gateway.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;

/** Keys of an issuer, and tokens signed with them. */
public final class TestKeys {

    public static final String ISSUER = "https://issuer.example";
    public static final String AUDIENCE = "trestle";
    public static final String SECRET = "a secret of thirty-two bytes or more";
    public static final KeyPair RSA = generate("RSA", 2048);
    static final KeyPair SMALL_RSA = generate("RSA", 1024);
    static final KeyPair EC = generate("EC", 256);
    static final KeyPair ED25519 = generate("Ed25519", 255);

    private TestKeys() {}

    private static KeyPair generate(String kind, int size) {
        try {
            var generator = KeyPairGenerator.getInstance(kind);
            generator.initialize(size);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException cause) {
            throw new AssertionError(cause);
        }
    }

    /** The public half in PEM. */
    public static String pem(KeyPair pair) {
        var body = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(pair.getPublic().getEncoded());
        return "-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n";
    }

    /** A JWK set of an RSA key of this id. */
    static String jwks(String kid, KeyPair rsa) {
        var key = new RSAKey.Builder((RSAPublicKey) rsa.getPublic()).keyID(kid).build();
        return new JWKSet(key).toString();
    }

    /** What a good token says of {@code ada}, who is a reader, for a minute. */
    public static JWTClaimsSet.Builder claims() {
        var now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(List.of(AUDIENCE, "another"))
                .subject("ada")
                .issueTime(Date.from(now.minusSeconds(1)))
                .expirationTime(Date.from(now.plusSeconds(60)))
                .claim("roles", List.of("reader"));
    }

    public static JWSHeader.Builder header(JWSAlgorithm algorithm) {
        return new JWSHeader.Builder(algorithm).type(JOSEObjectType.JWT);
    }

    /** Signed by the key that fits {@code algorithm}. */
    public static String token(JWSAlgorithm algorithm, JWTClaimsSet claims) {
        return token(header(algorithm).build(), claims);
    }

    public static String token(JWSHeader header, JWTClaimsSet claims) {
        return token(header, claims, null);
    }

    /** Signed by {@code pair}. */
    public static String token(JWSHeader header, JWTClaimsSet claims, KeyPair pair) {
        try {
            var token = new SignedJWT(header, claims);
            if (header.getAlgorithm().equals(JWSAlgorithm.EdDSA)) {
                var input = new String(token.getSigningInput(), StandardCharsets.US_ASCII);
                return input + "." + sign(ED25519, token.getSigningInput());
            }
            token.sign(signer(header.getAlgorithm(), pair));
            return token.serialize();
        } catch (JOSEException | GeneralSecurityException cause) {
            throw new AssertionError(cause);
        }
    }

    private static Base64URL sign(KeyPair pair, byte[] input) throws GeneralSecurityException {
        var signature = Signature.getInstance("Ed25519");
        signature.initSign(pair.getPrivate());
        signature.update(input);
        return Base64URL.encode(signature.sign());
    }

    private static JWSSigner signer(JWSAlgorithm algorithm, KeyPair pair) throws JOSEException {
        if (algorithm.equals(JWSAlgorithm.ES256)) {
            return new ECDSASigner((ECPrivateKey) EC.getPrivate());
        }
        return JWSAlgorithm.Family.HMAC_SHA.contains(algorithm)
                ? new MACSigner(SECRET.getBytes(StandardCharsets.UTF_8))
                : new RSASSASigner((pair == null ? RSA : pair).getPrivate());
    }

    /** Three parts in base64url, of whatever they are. */
    public static String raw(String header, String payload, byte[] signature) {
        return Base64URL.encode(header) + "." + Base64URL.encode(payload) + "." + Base64URL.encode(signature);
    }
}
