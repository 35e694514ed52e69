package dev.trestle.it;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A JSON Web Token (RFC 7519) as an issuer makes it, signed by HS256. */
record JsonWebToken(String secret, String subject, String role, long expiresAtSeconds) {

    static final String ISSUER = "https://issuer.example";
    static final String AUDIENCE = "trestle";

    /** The token itself. */
    String text() {
        var claims = Json.object(
                "iss", ISSUER,
                "aud", AUDIENCE,
                "sub", subject,
                "roles", role,
                "iat", expiresAtSeconds - 60,
                "exp", expiresAtSeconds);
        var input = part("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + part(claims.toString().getBytes(StandardCharsets.UTF_8));
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return input + "." + part(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException cause) {
            throw new AssertionError(cause);
        }
    }

    private static String part(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
