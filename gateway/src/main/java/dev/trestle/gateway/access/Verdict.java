package dev.trestle.gateway.access;

import com.nimbusds.jose.JOSEObject;
import com.nimbusds.jwt.JWTParser;
import dev.trestle.config.AccessConfig;
import dev.trestle.config.AccessFile;
import java.text.ParseException;
import java.util.Optional;

/**
 * What a gateway with some configuration says of a token.
 *
 * @param header the header of a JSON Web Token as it stands there; {@code null} when the token is none
 * @param claims its claims
 * @param principal who it proves; {@code null} when it is refused
 * @param why why it is refused; {@code null} when it is not
 */
public record Verdict(String header, String claims, Principal principal, String why) {

    /** On {@code token}, by a gateway with this configuration. Reads the files that it names and may fetch keys. */
    public static Verdict on(String token, AccessConfig config) {
        var roster = new Roster(config.principals() == null ? AccessFile.EMPTY : AccessFile.read(config.principals()));
        var known = roster.principal(Roster.digest(token));
        if (token.equals(config.token())) {
            return new Verdict(null, null, Access.OWNER, null);
        } else if (known.isPresent()) {
            return known.get().expired()
                    ? new Verdict(null, null, null, "it has expired")
                    : new Verdict(null, null, known.get(), null);
        }
        var header = header(token);
        var claims = claims(token);
        try {
            var webTokens = Optional.ofNullable(WebTokens.of(config.jwt()))
                    .orElseThrow(() -> new Refusal(header == null ? "nobody has it" : "no key is configured"));
            var principal = webTokens.verify(token).principal(roster).orElseThrow();
            return new Verdict(header, claims, principal, null);
        } catch (Refusal refusal) {
            return new Verdict(header, claims, null, refusal.getMessage());
        }
    }

    private static String header(String token) {
        try {
            return JWTParser.parse(token).getHeader().toString();
        } catch (ParseException | IllegalArgumentException none) {
            return null;
        }
    }

    private static String claims(String token) {
        try {
            return JOSEObject.parse(token).getPayload().toString();
        } catch (ParseException | IllegalArgumentException none) {
            return null;
        }
    }
}
