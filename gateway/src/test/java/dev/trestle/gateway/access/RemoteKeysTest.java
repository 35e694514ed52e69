package dev.trestle.gateway.access;

import static dev.trestle.gateway.access.TestKeys.claims;
import static dev.trestle.gateway.access.TestKeys.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.sun.net.httpserver.HttpServer;
import dev.trestle.config.AccessConfig;
import dev.trestle.config.ConfigException;
import dev.trestle.config.Settings;
import dev.trestle.config.Sources;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys behind a URL: rotated, asked for no more often than agreed, and missed without harm. */
class RemoteKeysTest {

    private final AtomicInteger fetches = new AtomicInteger();
    private HttpServer issuer;
    private volatile String served = TestKeys.jwks("a", TestKeys.RSA);
    private volatile int status = 200;

    @BeforeEach
    void start() throws IOException {
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.createContext("/jwks", exchange -> {
            fetches.incrementAndGet();
            var body = served.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Location", "/moved");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        issuer.createContext("/moved", exchange -> {
            var body = served.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        issuer.start();
    }

    @AfterEach
    void stop() {
        issuer.stop(0);
    }

    private WebTokens tokens(long cacheMs, long floorMs) {
        return WebTokens.of(settings(cacheMs, floorMs).jwt());
    }

    private AccessConfig settings(long cacheMs, long floorMs) {
        return Settings.read(Sources.of(Map.of(
                        "node.roles",
                        "[gateway]",
                        "access.token",
                        "the-token-of-the-owner",
                        "access.jwt.issuer",
                        TestKeys.ISSUER,
                        "access.jwt.audience",
                        TestKeys.AUDIENCE,
                        "access.jwt.jwksUrl",
                        "http://127.0.0.1:" + issuer.getAddress().getPort() + "/jwks",
                        "access.jwt.jwks.cacheMs",
                        Long.toString(cacheMs),
                        "access.jwt.jwks.floorMs",
                        Long.toString(floorMs))))
                .access();
    }

    private static boolean accepts(WebTokens tokens, String kid) {
        try {
            var header = header(JWSAlgorithm.RS256).keyID(kid).build();
            tokens.verify(TestKeys.token(header, claims().build()));
            return true;
        } catch (Refusal refusal) {
            return false;
        }
    }

    @Test
    void keysAreFetchedOnceForManyTokens() {
        // Given
        var tokens = tokens(60_000, 1_000);
        // When
        for (int i = 0; i < 20; i++) {
            assertThat(accepts(tokens, "a")).isTrue();
        }
        // Then
        assertThat(fetches).hasValue(1);
    }

    @Test
    void aKeyThatIsNewIsFetchedAndTheFormerOneIsNoMore() {
        // Given
        var tokens = tokens(60_000, 1_000);
        served = TestKeys.jwks("b", TestKeys.RSA);
        // When
        var rotated = accepts(tokens, "b");
        // Then
        assertThat(rotated).isTrue();
        assertThat(accepts(tokens, "a")).isFalse();
    }

    @Test
    void aTokenThatWasAcceptedEndsWithItsKey() throws Exception {
        // Given
        var vertx = Vertx.vertx();
        try {
            var access = Access.open(vertx, settings(1_000, 100)).await(10, TimeUnit.SECONDS);
            var header = header(JWSAlgorithm.RS256).keyID("a").build();
            var token = TestKeys.token(header, claims().build());
            assertThat(access.authenticate(token).await(10, TimeUnit.SECONDS)).isNotNull();
            // When
            served = TestKeys.jwks("b", TestKeys.RSA);
            // Then
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> access.authenticate(token)
                            .map(false)
                            .otherwise(true)
                            .await(10, TimeUnit.SECONDS));
        } finally {
            vertx.close().await(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void whoeverInventsNamesOfKeysDoesNotMakeTheGatewayFetch() {
        // Given
        var tokens = tokens(600_000, 300_000);
        // When
        for (int i = 0; i < 50; i++) {
            assertThat(accepts(tokens, "invented-" + i)).isFalse();
        }
        // Then
        assertThat(fetches.get()).isBetween(2, 3);
        assertThat(accepts(tokens, "a")).isTrue();
    }

    @Test
    void anOutageIsSurvivedWithTheKeysThatAreKnown() {
        // Given
        var tokens = tokens(1_000, 100);
        status = 500;
        served = "";
        // When
        long end = System.nanoTime() + 10_000_000_000L;
        while (fetches.get() < 2 && System.nanoTime() < end) {
            assertThat(accepts(tokens, "a")).isTrue();
        }
        // Then
        assertThat(fetches.get()).isGreaterThanOrEqualTo(2);
        assertThat(accepts(tokens, "a")).isTrue();
    }

    @Test
    void aUrlWithoutKeysIsRefusedAtStart() {
        served = "{\"keys\":[]}";
        assertThatThrownBy(() -> tokens(60_000, 1_000))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("access.jwt.jwksUrl has no usable key");
        status = 404;
        assertThatThrownBy(() -> tokens(60_000, 1_000))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("access.jwt.jwksUrl is http://127.0.0.1:");
    }

    @Test
    void nobodySendsTheGatewayElsewhere() {
        status = 302;
        assertThatThrownBy(() -> tokens(60_000, 1_000)).isInstanceOf(ConfigException.class);
    }
}
