package dev.trestle.gateway;

import static dev.trestle.gateway.TestGateway.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.wire.Protocol;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpPagesTest {

    private static final String FRIEND = "https://ide.example.org";

    private static TestGateway closed;
    private static TestGateway open;

    @BeforeAll
    static void start() {
        closed = TestGateway.start("gateway.limits.tickets", "3");
        open = TestGateway.start("gateway.origins", "[\"" + FRIEND + "\"]");
    }

    @AfterAll
    static void stop() {
        closed.close();
        open.close();
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @ParameterizedTest
    @CsvSource({"/, text/html", "/page.js, text/javascript", "/page.css, text/css"})
    void thePagesRunNothingButOurOwn(String path, String type) {
        var answer = closed.http("GET", path, null);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isNotBlank();
        assertThat(header(answer, "content-type")).isEqualTo(type + "; charset=utf-8");
        assertThat(header(answer, "x-content-type-options")).isEqualTo("nosniff");
        assertThat(header(answer, "referrer-policy")).isEqualTo("no-referrer");
        assertThat(header(answer, "content-security-policy"))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
    }

    @Test
    void thePageKeepsToItsPolicy() {
        assertThat(closed.http("GET", "/", null).body())
                .doesNotContain("<style")
                .doesNotContainPattern("<script(?![^>]*src=)")
                .doesNotContainPattern("\\son[a-z]+=")
                .doesNotContainPattern("\\sstyle=");
    }

    @Test
    void theSchemaIsTheOneOfTheContract() throws IOException {
        var answer = closed.http("GET", "/api/v1/protocol.json", null);
        try (var resource = Protocol.class.getResourceAsStream("protocol.json")) {
            assertThat(answer.body()).isEqualTo(new String(resource.readAllBytes(), StandardCharsets.UTF_8));
        }
        assertThat(header(answer, "content-type")).isEqualTo("application/schema+json");
        assertThat(new JsonObject(answer.body()).fieldNames()).isNotEmpty();
    }

    @Test
    void healthSaysWhichNodeIsWell() {
        for (var path : List.of("/health/live", "/health/ready")) {
            var answer = closed.http("GET", path, null);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(new JsonObject(answer.body()))
                    .isEqualTo(new JsonObject()
                            .put("status", "ok")
                            .put("node", closed.node().id()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/page.js",
                "/page.css",
                "/health/live",
                "/health/ready",
                "/metrics",
                "/api/v1/protocol.json"
            })
    void whatCanBeReadCanBeAskedAboutAndNotWritten(String path) {
        // When
        var head = closed.http("HEAD", path, null);
        var post = closed.http("POST", path, "{}");
        var options = closed.http("OPTIONS", path, null);
        // Then
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(header(head, "content-type")).isNotEmpty();
        assertThat(post.statusCode()).isEqualTo(405);
        assertThat(options.statusCode()).isEqualTo(405);
        assertThat(header(post, "allow")).contains("GET").contains("HEAD");
        assertThat(new JsonObject(post.body()).getJsonObject("error").getInteger("code"))
                .isEqualTo(-32600);
    }

    @Test
    void aTicketIsGivenToWhoHasTheTokenAndNotTooMany() {
        // When
        long before = System.currentTimeMillis();
        var issued = List.of(closed.ticket(), closed.ticket(), closed.ticket());
        var refused = closed.ticket();
        // Then
        for (var answer : issued) {
            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(header(answer, "cache-control")).isEqualTo("no-store");
            var ticket = new JsonObject(answer.body());
            assertThat(ticket.fieldNames()).containsExactlyInAnyOrder("ticket", "expiresAt");
            assertThat(ticket.getString("ticket")).matches("[A-Za-z0-9_-]{32}");
            assertThat(ticket.getLong("expiresAt")).isBetween(before + 30_000, before + 60_000);
        }
        assertThat(issued.stream().map(HttpResponse::body).distinct()).hasSize(3);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("BUSY");
    }

    @Test
    void pagesOfOtherOriginsMayNotCallWhetherOrNotSomeMay() {
        for (var gateway : List.of(closed, open)) {
            for (var origin : List.of("https://evil.example", "null", FRIEND + ".evil.net", "http://ide.example.org")) {
                // When
                var call = gateway.http(
                        "POST",
                        "/api/v1/call/test.echo",
                        "{\"value\":\"evil\"}",
                        "Origin",
                        origin,
                        "Authorization",
                        "Bearer " + TOKEN);
                var preflight = gateway.http(
                        "OPTIONS",
                        "/api/v1/call/test.echo",
                        null,
                        "Origin",
                        origin,
                        "Access-Control-Request-Method",
                        "POST");
                // Then
                assertThat(call.statusCode()).isEqualTo(403);
                assertThat(call.body()).contains("FORBIDDEN");
                assertThat(header(call, "access-control-allow-origin")).isEmpty();
                assertThat(header(preflight, "access-control-allow-origin")).isEmpty();
                assertThat(gateway.service().echoed()).doesNotContain("evil");
            }
        }
    }

    @Test
    void ourOwnPageMayCallWhetherOrNotOthersMay() {
        for (var gateway : List.of(closed, open)) {
            var call = gateway.http(
                    "POST",
                    "/api/v1/call/test.echo",
                    "{}",
                    "Origin",
                    gateway.gateway().url(),
                    "Authorization",
                    "Bearer " + TOKEN);
            assertThat(call.statusCode()).isEqualTo(200);
            assertThat(header(call, "access-control-allow-origin")).isEmpty();
        }
    }

    @Test
    void aPageOfAConfiguredOriginMayCallAndReadTheAnswer() {
        // When
        var preflight = open.http(
                "OPTIONS",
                "/api/v1/call/test.echo",
                null,
                "Origin",
                FRIEND,
                "Access-Control-Request-Method",
                "POST",
                "Access-Control-Request-Headers",
                "authorization,content-type");
        var call =
                open.http("POST", "/api/v1/call/test.echo", "{}", "Origin", FRIEND, "Authorization", "Bearer " + TOKEN);
        var refused = open.http("POST", "/api/v1/call/test.echo", "{}", "Origin", FRIEND);
        // Then
        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(header(preflight, "access-control-allow-origin")).isEqualTo(FRIEND);
        assertThat(header(preflight, "access-control-allow-methods")).contains("POST");
        assertThat(header(preflight, "access-control-allow-headers")).contains("authorization");
        assertThat(header(preflight, "access-control-allow-credentials")).isEmpty();
        assertThat(call.statusCode()).isEqualTo(200);
        assertThat(header(call, "access-control-allow-origin")).isEqualTo(FRIEND);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(header(refused, "access-control-allow-origin")).isEqualTo(FRIEND);
    }

    @Test
    void whatIsNotUnderTheApiHasNoCrossOriginHeaders() {
        for (var path : List.of("/", "/metrics", "/health/live")) {
            assertThat(header(open.http("GET", path, null, "Origin", FRIEND), "access-control-allow-origin"))
                    .isEmpty();
        }
    }
}
