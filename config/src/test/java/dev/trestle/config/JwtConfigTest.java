package dev.trestle.config;

import static dev.trestle.config.Written.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JwtConfigTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    private static Sources with(String... keysAndValues) {
        var all = new HashMap<>(Map.of("node.roles", "[gateway]"));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            all.put("access.jwt." + keysAndValues[i], keysAndValues[i + 1]);
        }
        return Sources.of(all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "0123456789abcdef0123456789abcde"})
    void aSecretIsAsLongAsWhatItMakes(String secret) {
        assertThat(refusalOf(with("secret", secret, "issuer", "i", "audience", "a")))
                .isEqualTo(
                        "command line: access.jwt.secret must have at least 32 bytes, as many as HS256 makes; openssl"
                                + " rand -base64 48 makes a good one");
    }

    @ParameterizedTest
    @CsvSource({"issuer,audience", "audience,issuer"})
    void aKeyNeedsAnIssuerAndAnAudience(String given, String missing) {
        assertThat(refusalOf(with("secret", SECRET, given, "x")))
                .startsWith("access.jwt." + missing + " must be set where tokens are accepted");
    }

    @Test
    void anIssuerWithoutAKeyIsRefused() {
        assertThat(refusalOf(with("issuer", "i")))
                .startsWith("command line: access.jwt.issuer is set, and there is no key to check tokens with");
    }

    @Test
    void keysComeFromOnePlace() {
        assertThat(refusalOf(
                        with("secret", SECRET, "jwksUrl", "https://i.example/jwks", "issuer", "i", "audience", "a")))
                .startsWith("access.jwt takes its keys from one place");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://example.org/jwks", "file:///etc/keys", "https:nothing", "ftp://127.0.0.1/x"})
    void keysAreFetchedFromWhereNobodyCanExchangeThem(String url) {
        assertThat(refusalOf(with("jwksUrl", url, "issuer", "i", "audience", "a")))
                .startsWith("command line: access.jwt.jwksUrl must be an https URL");
    }

    @Test
    void aSharedBusNeedsASecret() {
        var shared = Map.of("node.roles", "[gateway]", "cluster.enabled", "true", "cluster.host", "10.0.0.7");

        assertThat(refusalOf(Sources.of(shared)))
                .isEqualTo("cluster.secret must be set where the bus is shared with other machines (cluster.host is"
                        + " 10.0.0.7): the same on all nodes, at least 32 bytes");
    }

    @Test
    void noSecretIsShown() {
        var settings = Settings.read(Sources.of(Map.of(
                "node.roles", "[gateway]",
                "access.jwt.secret", SECRET,
                "access.jwt.issuer", "i",
                "access.jwt.audience", "a",
                "cluster.secret", SECRET)));

        assertThat(settings.toString()).doesNotContain(SECRET);
    }
}
