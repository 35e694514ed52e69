package dev.trestle.gateway;

import static dev.trestle.gateway.access.TestKeys.claims;
import static dev.trestle.gateway.access.TestKeys.header;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.trestle.gateway.access.TestKeys;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is wrong with a token, whoever sends it reads the same bytes, through whichever door. */
class RefusedTokensTest {

    private static final String ERROR = "{\"code\":-32001,\"message\":\"this token is not valid\","
            + "\"data\":{\"code\":\"UNAUTHENTICATED\",\"retryable\":false}}";
    private static final URI ELSEWHERE = URI.create("http://127.0.0.1:1/keys");

    @TempDir
    static Path folder;

    private static TestGateway gateway;

    @BeforeAll
    static void start() throws IOException {
        var key = Files.writeString(folder.resolve("key.pem"), TestKeys.pem(TestKeys.RSA));
        gateway = TestGateway.start(
                "access.jwt.keyFile", key.toString(),
                "access.jwt.issuer", TestKeys.ISSUER,
                "access.jwt.audience", TestKeys.AUDIENCE);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static String signed(JWTClaimsSet.Builder claims) {
        return TestKeys.token(JWSAlgorithm.RS256, claims.build());
    }

    private static String headed(JWSHeader.Builder header) {
        return TestKeys.token(header.build(), claims().build());
    }

    private static JWSHeader.Builder rs256() {
        return header(JWSAlgorithm.RS256);
    }

    /** By HS256 and these bytes. */
    private static String secretly(String secret, String header) {
        try {
            var input = Base64URL.encode(header) + "."
                    + Base64URL.encode(claims().build().toString());
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return input + "." + Base64URL.encode(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException cause) {
            throw new AssertionError(cause);
        }
    }

    static Stream<Arguments> refused() {
        var now = Instant.now();
        var good = signed(claims());
        var parts = good.split("\\.");
        var payload = claims().build().toString();
        var own = new RSAKey.Builder((RSAPublicKey) TestKeys.RSA.getPublic()).build();
        return Stream.of(
                Arguments.of("nonsense", "nonsense"),
                Arguments.of("jku", headed(rs256().jwkURL(ELSEWHERE))),
                Arguments.of("x5u", headed(rs256().x509CertURL(ELSEWHERE))),
                Arguments.of("jwk", headed(rs256().jwk(own))),
                Arguments.of("crit", headed(rs256().criticalParams(Set.of("x")).customParam("x", 1))),
                Arguments.of("kid", headed(rs256().keyID("../../dev/null")).replaceAll(".$", "")),
                Arguments.of("alg none", new PlainJWT(claims().build()).serialize()),
                Arguments.of("alg NONE", TestKeys.raw("{\"alg\":\"NONE\"}", payload, new byte[0])),
                Arguments.of("no alg", TestKeys.raw("{}", payload, new byte[32])),
                Arguments.of("no signature", parts[0] + "." + parts[1] + "."),
                Arguments.of("public key as secret", secretly(TestKeys.pem(TestKeys.RSA), "{\"alg\":\"HS256\"}")),
                Arguments.of("secret of 3 bytes", secretly("abc", "{\"alg\":\"HS256\",\"typ\":\"JWT\"}")),
                Arguments.of("another payload", parts[0] + "." + Base64URL.encode("{}") + "." + parts[2]),
                Arguments.of("no exp", signed(claims().expirationTime(null))),
                Arguments.of("no iat", signed(claims().issueTime(null))),
                Arguments.of("no sub", signed(claims().subject(null))),
                Arguments.of("the owner's name", signed(claims().subject("owner"))),
                Arguments.of("exp passed", signed(claims().expirationTime(Date.from(now.minusSeconds(5))))),
                Arguments.of(
                        "exp in ten years", signed(claims().expirationTime(Date.from(now.plusSeconds(315_360_000))))),
                Arguments.of("nbf to come", signed(claims().notBeforeTime(Date.from(now.plusSeconds(600))))),
                Arguments.of("aud", signed(claims().audience("another"))),
                Arguments.of("iss", signed(claims().issuer("https://issuer.example.evil"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void aTokenIsRefusedInTheSameBytes(String what, String token) {
        try (var socket = gateway.stranger();
                var handshake = gateway.raw()) {
            // When
            var params = new JsonObject().put("token", token).encode();
            var frame = socket.call(1, "session.authenticate", params).next(RawSocket.TEXT);
            var answer = gateway.http("POST", "/api/v1/call/test.echo", "{}", "Authorization", "Bearer " + token);
            var head = handshake
                    .send(RawSocket.upgrade("/ws", "Authorization: Bearer " + token))
                    .headAndBody();
            // Then
            assertThat(frame.text()).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":" + ERROR + "}");
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).isEqualTo("{\"error\":" + ERROR + "}");
            assertThat(head).startsWith("HTTP/1.1 401 ").endsWith("\r\n\r\n{\"error\":" + ERROR + "}");
        }
    }

    @Test
    void theSameWithNothingWrongIsAccepted() {
        for (var token : List.of(signed(claims()), headed(rs256().keyID("any")))) {
            try (var socket = gateway.stranger("Authorization: Bearer " + token)) {
                assertThat(socket.json().getJsonObject("params").getString("principal"))
                        .isEqualTo("ada");
            }
        }
    }
}
