package dev.trestle.gateway.access;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/** Reads keys in PEM (RFC 7468), as {@code openssl} writes them. */
public final class Pem {

    private static final List<String> KINDS = List.of("RSA", "EC", "Ed25519");
    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z ]+)-----([^-]+)-----END \\1-----");

    /** What stands before the 32 bytes of a key of Ed25519 (RFC 8410 §4). */
    private static final byte[] ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");

    private interface Reading<K> {
        K read(KeyFactory factory) throws GeneralSecurityException;
    }

    private Pem() {}

    /** The public key in {@code text}: RSA of at least 2048 bits, P-256 or Ed25519. */
    static JWK publicKey(String text) throws GeneralSecurityException {
        var spec = new X509EncodedKeySpec(block(text, "PUBLIC KEY"));
        var key = Pem.<PublicKey>any(factory -> factory.generatePublic(spec));
        if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() >= 2048) {
            return new RSAKey.Builder(rsa).build();
        } else if (key instanceof ECPublicKey ec && Curve.P_256.equals(Curve.forECParameterSpec(ec.getParams()))) {
            return new ECKey.Builder(Curve.P_256, ec).build();
        } else if (key.getEncoded().length == ED25519.length + 32) {
            var bytes = Arrays.copyOfRange(key.getEncoded(), ED25519.length, ED25519.length + 32);
            return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(bytes)).build();
        }
        throw new InvalidKeyException("neither RSA of at least 2048 bits nor P-256 nor Ed25519");
    }

    /** The private key in {@code text}. */
    public static PrivateKey privateKey(String text) throws GeneralSecurityException {
        var spec = new PKCS8EncodedKeySpec(block(text, "PRIVATE KEY"));
        return Pem.<PrivateKey>any(factory -> factory.generatePrivate(spec));
    }

    /** The public key with these 32 bytes. */
    static PublicKey ed25519(byte[] bytes) throws GeneralSecurityException {
        var encoded = Arrays.copyOf(ED25519, ED25519.length + bytes.length);
        System.arraycopy(bytes, 0, encoded, ED25519.length, bytes.length);
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    }

    private static <K> K any(Reading<K> reading) throws GeneralSecurityException {
        for (var kind : KINDS) {
            try {
                return reading.read(KeyFactory.getInstance(kind));
            } catch (InvalidKeySpecException another) {
                continue;
            }
        }
        throw new InvalidKeyException("neither RSA nor EC nor Ed25519");
    }

    private static byte[] block(String text, String type) throws InvalidKeyException {
        var found = BLOCK.matcher(text);
        while (found.find()) {
            if (found.group(1).equals(type)) {
                return Base64.getMimeDecoder().decode(found.group(2));
            }
        }
        throw new InvalidKeyException("it has no " + type);
    }
}
