package dev.trestle.gateway;

import static dev.trestle.gateway.RawSocket.codeOf;
import static dev.trestle.gateway.TestGateway.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import dev.trestle.bus.Call;
import dev.trestle.bus.Operations;
import dev.trestle.gateway.access.TestKeys;
import dev.trestle.wire.GitRemote;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a client whose proof ends, is renewed or is withdrawn. */
class ExpiryTest {

    private static final String BOB = "the-token-of-bob";

    @TempDir
    static Path folder;

    private static TestGateway gateway;

    @BeforeAll
    static void start() throws IOException {
        principals("[test.echo, test.wait, git.fetch, pty.attach]", "bob: {tokens: [" + BOB + "], roles: [reader]}");
        gateway = TestGateway.start(
                "access.principals", folder.resolve("access.yaml").toString(),
                "access.jwt.secret", TestKeys.SECRET,
                "access.jwt.issuer", TestKeys.ISSUER,
                "access.jwt.audience", TestKeys.AUDIENCE);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static void principals(String operations, String principals) throws IOException {
        Files.writeString(folder.resolve("access.yaml"), """
                roles:
                  reader: {operations: %s, workspaces: ["*"]}
                principals: {%s}
                """.formatted(operations, principals));
    }

    private static String token(String subject, long milliseconds) {
        // exp has whole seconds, so that a token lives up to one longer.
        var expires = Date.from(Instant.now().plusMillis(milliseconds + 999));
        return TestKeys.token(
                JWSAlgorithm.HS256,
                TestKeys.claims().subject(subject).expirationTime(expires).build());
    }

    private static RawSocket socket(String token) {
        var socket = gateway.stranger("Authorization: Bearer " + token);
        assertThat(socket.json().getString("method")).isEqualTo("session.ready");
        return socket;
    }

    private static JsonObject authenticate(RawSocket socket, String token) {
        return socket.call(
                        "a",
                        "session.authenticate",
                        new JsonObject().put("token", token).encode())
                .json();
    }

    @Test
    void aTokenThatExpiresClosesItsConnectionWithinASecond() {
        // Given, with all loaded that verifies
        socket(token("ada", 30_000)).close();
        var token = token("ada", 1000);
        try (var socket = socket(token)) {
            // When
            int code = socket.closeCode();
            // Then
            assertThat(code).isEqualTo(4001);
            assertThat(System.currentTimeMillis() - expiryOf(token)).isBetween(0L, 1000L);
            assertError(echo(token), 401, "UNAUTHENTICATED");
        }
    }

    private static long expiryOf(String token) {
        return new JsonObject(new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]))).getLong("exp") * 1000;
    }

    @Test
    void aConnectionIsToldWhenItsProofEndsAndAgainWhenItIsRefreshed() {
        var token = token("ada", 20_000);
        try (var socket = gateway.stranger("Authorization: Bearer " + token);
                var bob = gateway.stranger("Authorization: Bearer " + BOB)) {
            assertThat(socket.json().getJsonObject("params").getLong("expiresAt"))
                    .isEqualTo(expiryOf(token));
            var latest = token("ada", 40_000);
            assertThat(authenticate(socket, latest).getJsonObject("result").getLong("expiresAt"))
                    .isEqualTo(expiryOf(latest));
            assertThat(bob.json().getJsonObject("params").containsKey("expiresAt"))
                    .isFalse();
        }
    }

    private static RawSocket request(String token, String operation, String body) {
        return gateway.raw()
                .send("POST /api/v1/call/" + operation + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                        + token + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    /** Over a connection it ends with that; over HTTP it is answered, unless it could go on for hours. */
    @Test
    void whatBecomesOfCallsThatRunWhenTheProofEnds() {
        // Given
        var fetching = Promise.<Call>promise();
        TestGateway.await(Operations.of(gateway.node(), "git", Set.of("default"))
                .serve(GitRemote.FETCH, (fetch, call) -> {
                    fetching.complete(call);
                    return Promise.<GitRemote.Done>promise().future();
                })
                .start());
        var token = token("ada", 3_000);
        try (var socket = socket(token);
                var waiting = request(token, "test.wait", "{\"key\":\"over HTTP\"}");
                var transfer = request(token, "git.fetch", "{}")) {
            socket.call("w", "test.wait", "{\"key\":\"on a connection\"}");
            assertThat(List.of(gateway.service().begun(), gateway.service().begun()))
                    .containsExactlyInAnyOrder("over HTTP", "on a connection");
            var fetch = TestGateway.await(fetching.future());
            // When
            TestGateway.until(() -> System.currentTimeMillis() >= expiryOf(token));
            var last = socket.read();
            // Then
            assertThat(last.opcode()).isEqualTo(RawSocket.CLOSE);
            assertThat(gateway.service().cancelled()).isEqualTo("on a connection");
            transfer.awaitEnd();
            TestGateway.until(fetch::cancelled);
            gateway.service().release("over HTTP");
            assertThat(waiting.status()).isEqualTo(200);
        }
        assertError(echo(token), 401, "UNAUTHENTICATED");
    }

    private static HttpResponse<String> echo(String token) {
        return gateway.http("POST", "/api/v1/call/test.echo", "{}", "Authorization", "Bearer " + token);
    }

    @Test
    void aRefreshKeepsTheConnection() {
        try (var socket = socket(token("ada", 1000))) {
            // When
            var refreshed = authenticate(socket, token("ada", 30_000));
            // Then
            assertThat(refreshed.getJsonObject("result").getLong("expiresAt"))
                    .isGreaterThan(System.currentTimeMillis() + 20_000);
            TestGateway.until(
                    () -> codeOf(authenticate(socket, "expired-and-bad-token")).equals("UNAUTHENTICATED"));
            try (var brief = socket(token("eve", 0))) {
                assertThat(brief.closeCode()).isEqualTo(4001);
            }
            assertThat(socket.call("e", "test.echo", "{\"value\":1}").json().containsKey("result"))
                    .isTrue();
        }
    }

    @Test
    void aRefreshOfSomebodyElseIsRefusedAndChangesNothing() {
        try (var socket = socket(token("ada", 30_000))) {
            // When
            var answers = List.of(authenticate(socket, token("eve", 30_000)), authenticate(socket, TestGateway.TOKEN));
            // Then
            assertThat(answers).extracting(RawSocket::codeOf).containsOnly("FORBIDDEN");
            assertThat(socket.call("e", "test.echo", "{}")
                            .json()
                            .getJsonObject("result")
                            .getString("principal"))
                    .isEqualTo("ada");
        }
    }

    @Test
    void callsThatComeWithTheFirstMessageWaitUntilItIsDecided() {
        try (var socket = gateway.stranger()) {
            // When
            socket.call(
                            "a",
                            "session.authenticate",
                            new JsonObject().put("token", token("ada", 9_000)).encode())
                    .call("e", "test.echo", "{\"value\":7}");
            // Then
            assertThat(socket.json().getString("id")).isEqualTo("a");
            assertThat(socket.json().getString("method")).isEqualTo("session.ready");
            assertThat(socket.json().getJsonObject("result").getInteger("value"))
                    .isEqualTo(7);
        }
    }

    @Test
    void aBodyIsReadOnceItIsKnownWhoSendsIt() {
        var echoed = gateway.http(
                "POST", "/api/v1/call/test.echo", "{\"value\":3}", "Authorization", "Bearer " + token("ada", 9_000));

        assertThat(new JsonObject(echoed.body()).getInteger("value")).isEqualTo(3);
    }

    @Test
    void everyTokenThatIsRefusedIsRefusedInTheSameWords() {
        try (var socket = gateway.stranger()) {
            var answers = List.of(
                    authenticate(socket, "nonsense"),
                    authenticate(socket, token("ada", -5_000)),
                    authenticate(socket, token("owner", 9_000)),
                    authenticate(socket, token("ada", 9_000) + "x"));
            assertThat(answers)
                    .extracting(answer -> answer.getJsonObject("error").encode())
                    .containsOnly(
                            "{\"code\":-32001,\"message\":\"this token is not valid\",\"data\":{\"code\":\"UNAUTHENTICATED\",\"retryable\":false}}");
        }
    }

    @Test
    void whoIsTakenOutOfTheFileIsClosedAndWhoStaysHasTheirNewRights() throws IOException {
        try (var bob = socket(BOB);
                var ada = socket(token("ada", 30_000));
                var owner = gateway.owner()) {
            assertThat(bob.call("e", "test.echo", "{}").json().containsKey("result"))
                    .isTrue();
            // When
            principals("[test.fail]", "carol: {}");
            TestGateway.await(gateway.reload());
            // Then
            assertThat(bob.closeCode()).isEqualTo(4001);
            TestGateway.until(() -> ada.call("e", "test.echo", "{}").json().containsKey("error"));
            assertThat(codeOf(ada.call("f", "test.fail", "{\"code\":\"CONFLICT\"}")
                            .json()))
                    .isEqualTo("CONFLICT");
            assertThat(owner.call("e", "test.echo", "{}").json().containsKey("result"))
                    .isTrue();
            assertError(echo(BOB), 401, "UNAUTHENTICATED");
            principals(
                    "[test.echo, test.wait, git.fetch, pty.attach]", "bob: {tokens: [" + BOB + "], roles: [reader]}");
            TestGateway.await(gateway.reload());
            assertThat(echo(BOB).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aFileThatIsWrongChangesNothing() throws IOException {
        // Given
        var good = Files.readString(folder.resolve("access.yaml"));
        Files.writeString(folder.resolve("access.yaml"), "principals: {bob: {roles: [missing]}}");
        // When
        var reloaded = gateway.reload().transform(ended -> Future.succeededFuture(ended.succeeded()));
        // Then
        assertThat(TestGateway.await(reloaded)).isFalse();
        assertThat(echo(BOB).statusCode()).isEqualTo(200);
        Files.writeString(folder.resolve("access.yaml"), good);
    }
}
