package dev.trestle.gateway.access;

import static dev.trestle.gateway.access.TestKeys.claims;
import static dev.trestle.gateway.access.TestKeys.header;
import static dev.trestle.gateway.access.TestKeys.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.trestle.bus.Glob;
import dev.trestle.config.AccessFile;
import dev.trestle.config.AccessFile.Role;
import dev.trestle.config.ConfigException;
import dev.trestle.config.Settings;
import dev.trestle.config.Sources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WebTokensTest {

    private static final Roster ROSTER = new Roster(
            new AccessFile(Map.of("reader", new Role(List.of("fs.read"), List.of("demo"), List.of())), Map.of()));

    @TempDir
    Path folder;

    private static WebTokens tokens(String... settings) {
        var all = new HashMap<>(Map.of("node.roles", "[gateway]"));
        all.put("access.jwt.issuer", TestKeys.ISSUER);
        all.put("access.jwt.audience", TestKeys.AUDIENCE);
        for (int i = 0; i < settings.length; i += 2) {
            all.put("access.jwt." + settings[i], settings[i + 1]);
        }
        return WebTokens.of(Settings.read(Sources.of(all)).access().jwt());
    }

    private static WebTokens bySecret(String... settings) {
        var all = Stream.concat(Stream.of("secret", TestKeys.SECRET), Stream.of(settings));
        return tokens(all.toArray(String[]::new));
    }

    private WebTokens byFile(String content) throws IOException {
        var file = Files.writeString(Files.createTempFile(folder, "key", ""), content);
        return tokens("keyFile", file.toString());
    }

    private static Principal principal(WebTokens tokens, String token) throws Refusal {
        return tokens.verify(token).principal(ROSTER).orElseThrow();
    }

    private static String why(WebTokens tokens, String token) {
        try {
            tokens.verify(token);
            return "accepted";
        } catch (Refusal refusal) {
            return refusal.getMessage();
        }
    }

    @Test
    void aGoodTokenProvesItsSubjectUntilItExpires() throws Refusal {
        // Given
        var claims = claims().build();
        // When
        var ada = principal(bySecret(), token(JWSAlgorithm.HS256, claims));
        // Then
        assertThat(ada.name()).isEqualTo("ada");
        assertThat(ada.until()).isEqualTo(claims.getExpirationTime().getTime() / 1000 * 1000);
        assertThat(ada.may("fs.read", "demo")).isTrue();
        assertThat(ada.may("fs.write", "demo") || ada.may("fs.read", "other")).isFalse();
    }

    static Stream<Arguments> keysAndAlgorithms() {
        return Stream.of(
                Arguments.of(TestKeys.RSA, Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256)),
                Arguments.of(TestKeys.EC, Set.of(JWSAlgorithm.ES256)),
                Arguments.of(TestKeys.ED25519, Set.of(JWSAlgorithm.EdDSA)));
    }

    @ParameterizedTest
    @MethodSource("keysAndAlgorithms")
    void theKindOfTheKeySaysWhichAlgorithmsItChecks(KeyPair pair, Set<JWSAlgorithm> good) throws IOException {
        // Given
        var tokens = byFile(TestKeys.pem(pair));
        // Then
        for (var algorithm : List.of(
                JWSAlgorithm.HS256,
                JWSAlgorithm.RS256,
                JWSAlgorithm.RS384,
                JWSAlgorithm.PS256,
                JWSAlgorithm.ES256,
                JWSAlgorithm.EdDSA)) {
            assertThat(why(tokens, token(algorithm, claims().build())).equals("accepted"))
                    .as(algorithm.getName())
                    .isEqualTo(good.contains(algorithm));
        }
    }

    @Test
    void aPublicKeyIsNoSecret() throws Exception {
        // Given
        var pem = TestKeys.pem(TestKeys.RSA);
        var good = token(JWSAlgorithm.HS256, claims().build());
        var input = good.substring(0, good.lastIndexOf('.'));
        var mac = Mac.getInstance("HmacSHA256");
        // When
        mac.init(new SecretKeySpec(pem.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        var parts = input.split("\\.");
        var forged = input + "." + Base64URL.encode(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
        // Then
        assertThat(parts).hasSize(2);
        assertThat(why(byFile(pem), forged)).isEqualTo("no key of this gateway has signed it");
    }

    static Stream<Arguments> refused() {
        var now = Instant.now();
        var good = claims().build();
        return Stream.of(
                Arguments.of("it has no exp", claims().expirationTime(null)),
                Arguments.of("it has no iat", claims().issueTime(null)),
                Arguments.of("it has expired", claims().expirationTime(Date.from(now.minusSeconds(1)))),
                Arguments.of("iat is in the future", claims().issueTime(Date.from(now.plusSeconds(20)))),
                Arguments.of("nbf is in the future", claims().notBeforeTime(Date.from(now.plusSeconds(20)))),
                Arguments.of(
                        "it lives longer than access.jwt.maxLifetimeMs",
                        claims().expirationTime(Date.from(now.plusSeconds(315_360_000)))),
                Arguments.of("iss is not " + TestKeys.ISSUER, claims().issuer("https://issuer.example/")),
                Arguments.of("iss is not " + TestKeys.ISSUER, claims().issuer(null)),
                Arguments.of("aud has not trestle", claims().audience("trestle2")),
                Arguments.of("aud has not trestle", claims().audience(List.of())),
                Arguments.of("its claim sub names nobody", claims().subject(null)),
                Arguments.of("its claim sub names nobody", claims().subject(" ")),
                Arguments.of("its claim sub names nobody", claims().subject("owner")),
                Arguments.of("its claim sub names nobody", claims().subject("a\nb")),
                Arguments.of("its claim roles is not a list of strings where it should be", claims().claim("roles", 7)),
                Arguments.of("it is longer than 8192 characters", claims().claim("x", "x".repeat(9000))),
                Arguments.of("accepted", new JWTClaimsSet.Builder(good)));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void aTokenIsRefusedForWhatItSays(String why, JWTClaimsSet.Builder claims) {
        assertThat(why(bySecret(), token(JWSAlgorithm.HS256, claims.build()))).isEqualTo(why);
    }

    static Stream<String> broken() {
        var good = token(JWSAlgorithm.HS256, claims().build());
        var parts = good.split("\\.");
        var hs256 = "{\"alg\":\"HS256\"}";
        return Stream.of(
                "",
                ".",
                "..",
                "a.b.c",
                parts[0] + "." + parts[1] + ".",
                good.substring(0, good.length() - 6) + "AAAAAA",
                parts[0] + "."
                        + token(JWSAlgorithm.HS256, claims().subject("eve").build())
                                .split("\\.")[1] + "." + parts[2],
                new PlainJWT(claims().build()).serialize(),
                TestKeys.raw("{\"alg\":\"NONE\"}", claims().build().toString(), new byte[0]),
                TestKeys.raw("{\"alg\":\"hs256\"}", claims().build().toString(), new byte[32]),
                TestKeys.raw(hs256, "not json", new byte[32]),
                TestKeys.raw(hs256, "[]", new byte[32]),
                TestKeys.raw(hs256, "{\"exp\":\"tomorrow\"}", new byte[32]),
                token(
                        header(JWSAlgorithm.HS256)
                                .criticalParams(Set.of("x"))
                                .customParam("x", 1)
                                .build(),
                        claims().build()),
                token(
                        header(JWSAlgorithm.HS256)
                                .type(new JOSEObjectType("dpop+jwt"))
                                .build(),
                        claims().build()));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void aTokenThatIsNoneIsRefused(String token) {
        assertThat(why(bySecret(), token)).isNotEqualTo("accepted");
    }

    @Test
    void timesThatNoClockShowsAreRefused() {
        for (var exp : List.of("1e300", "-1", "\"9999999999\"", "99999999999999999999")) {
            var payload = claims().build().toString().replaceFirst("\"exp\":[0-9]+", "\"exp\":" + exp);
            var signed = sign("{\"alg\":\"HS256\"}", payload);
            assertThat(why(bySecret(), signed)).as(exp).isNotEqualTo("accepted");
        }
        assertThat(why(bySecret(), sign("{\"alg\":\"HS256\"}", claims().build().toString())))
                .isEqualTo("accepted");
    }

    private static String sign(String header, String payload) {
        try {
            var raw = TestKeys.raw(header, payload, new byte[0]);
            var input = raw.substring(0, raw.length() - 1);
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(TestKeys.SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            var signature = mac.doFinal(input.getBytes(StandardCharsets.US_ASCII));
            return input + "." + Base64URL.encode(signature);
        } catch (GeneralSecurityException cause) {
            throw new AssertionError(cause);
        }
    }

    @Test
    void clocksMayDifferByAsMuchAsIsConfigured() {
        var early = token(
                JWSAlgorithm.HS256,
                claims().issueTime(Date.from(Instant.now().plusSeconds(25))).build());

        assertThat(why(bySecret("clockSkewMs", "30000"), early)).isEqualTo("accepted");
        assertThat(why(bySecret("clockSkewMs", "0"), early)).isEqualTo("iat is in the future");
    }

    @Test
    void whereAClaimStandsIsForTheConfigurationToSay() throws Refusal {
        // Given
        var tokens = bySecret(
                "claims.subject", "email", "claims.roles", "realm_access.roles", "claims.grants", "trestle/grants");
        var grant = Map.of("operations", List.of("git.*"), "workspaces", List.of("*"), "topics", List.of("topic/*"));
        var claims = claims().subject(null)
                .claim("email", "ada@example.org")
                .claim("realm_access", Map.of("roles", List.of("reader", "unknown")))
                .claim("trestle/grants", List.of(grant))
                .build();
        // When
        var ada = principal(tokens, token(JWSAlgorithm.HS256, claims));
        // Then
        assertThat(ada.name()).isEqualTo("ada@example.org");
        assertThat(ada.grants())
                .containsExactly(
                        new Grant(List.of(new Glob("fs.read")), List.of(new Glob("demo")), List.of()),
                        new Grant(List.of(new Glob("git.*")), List.of(Glob.ANY), List.of(new Glob("topic/*"))));
    }

    @Test
    void rolesMayBeWordsInOneString() throws Refusal {
        var claims = claims().claim("roles", "unknown reader").build();

        assertThat(principal(bySecret(), token(JWSAlgorithm.HS256, claims)).may("fs.read", "demo"))
                .isTrue();
    }

    @Test
    void grantsInATokenCountForNothingUnlessTheConfigurationNamesThem() throws Refusal {
        var claims = claims().claim("roles", null)
                .claim("grants", List.of(Map.of("operations", List.of("*"))))
                .build();

        assertThat(principal(bySecret(), token(JWSAlgorithm.HS256, claims)).grants())
                .isEmpty();
    }

    @Test
    void keysThatAreTooShortOrNoneAreRefusedAtStart() throws IOException {
        for (var content : List.of(
                TestKeys.pem(TestKeys.SMALL_RSA),
                TestKeys.jwks("a", TestKeys.SMALL_RSA),
                "{\"keys\":[]}",
                "{\"keys\":[{\"kty\":\"oct\",\"k\":\"c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldA\"}]}",
                "",
                "not a key")) {
            assertThatThrownBy(() -> byFile(content))
                    .as(content)
                    .isInstanceOf(ConfigException.class)
                    .hasMessageStartingWith("access.jwt.keyFile ");
        }
        assertThatThrownBy(() -> tokens("keyFile", folder.resolve("missing").toString()))
                .isInstanceOf(ConfigException.class)
                .hasMessageEndingWith("which cannot be read");
    }

    @Test
    void aKeyOfASetIsChosenByItsName() throws IOException {
        var tokens = byFile(TestKeys.jwks("a", TestKeys.RSA));
        var named = header(JWSAlgorithm.RS256);

        assertThat(why(tokens, token(named.keyID("a").build(), claims().build())))
                .isEqualTo("accepted");
        assertThat(why(tokens, token(named.keyID("../../dev/null").build(), claims().build())))
                .isEqualTo("no key of this gateway has signed it");
    }
}
