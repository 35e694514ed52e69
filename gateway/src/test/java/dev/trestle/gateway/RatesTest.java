package dev.trestle.gateway;

import static dev.trestle.gateway.RawSocket.codeOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How fast a principal may call. */
class RatesTest {

    private static final String BOB = "Bearer the-token-of-bob-0001";

    @TempDir
    private Path folder;

    private TestGateway gateway;

    @BeforeEach
    void start() throws IOException {
        var file = Files.writeString(folder.resolve("access.yaml"), """
                roles: {all: {operations: ["*"], workspaces: ["*"]}}
                principals:
                  bob: {tokens: [the-token-of-bob-0001], roles: [all]}
                  eve: {tokens: [the-token-of-eve-0001], roles: [all]}
                """);
        gateway = TestGateway.start(
                "access.principals", file.toString(),
                "gateway.rates.writesPerSecond", "1",
                "gateway.rates.readsPerSecond", "1000",
                "gateway.rates.burstSeconds", "3",
                "gateway.rates.patience", "5");
    }

    /** With few calls that read, and a dialect in bob's name. */
    private TestGateway strict() {
        return TestGateway.start(
                "access.principals", folder.resolve("access.yaml").toString(),
                "gateway.rates.writesPerSecond", "1",
                "gateway.rates.readsPerSecond", "1",
                "gateway.rates.burstSeconds", "1",
                "gateway.rates.patience", "5",
                "dialects.cluso.enabled", "true",
                "dialects.cluso.port", "0",
                "dialects.cluso.token", "the-token-of-bob-0001");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private RawSocket socket(String bearer) {
        var socket = gateway.stranger("Authorization: " + bearer);
        socket.json();
        return socket;
    }

    /** Tokens come back while a busy machine stands still, so once may be too few. */
    private HttpResponse<String> untilRefused() {
        var answers = new ArrayList<HttpResponse<String>>();
        TestGateway.until(() -> {
            answers.add(gateway.http("POST", "/api/v1/call/test.echo", "{}", "Authorization", BOB));
            return answers.get(answers.size() - 1).statusCode() == 429;
        });
        return answers.get(answers.size() - 1);
    }

    /** Sends this text message again and again, all at once: a server that has enough closes, and then nothing may come. */
    private static void flood(RawSocket socket, String text) {
        var frame = RawSocket.frame(RawSocket.TEXT, text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        var all = new ByteArrayOutputStream();
        for (int i = 0; i < 200; i++) {
            all.writeBytes(frame);
        }
        socket.send(all.toByteArray());
    }

    private static JsonObject echo(RawSocket socket) {
        return socket.call("e", "test.echo", "{}").json();
    }

    @Test
    void whatComesTooFastIsToldWhenToComeAgainAndReadingGoesOn() {
        try (var socket = socket(BOB)) {
            // Given
            for (int i = 0; i < 3; i++) {
                assertThat(echo(socket).containsKey("result")).isTrue();
            }
            // When
            var refused = echo(socket);
            while (refused.containsKey("result")) {
                refused = echo(socket);
            }
            // Then
            assertThat(codeOf(refused)).isEqualTo("RATE_LIMITED");
            var data = refused.getJsonObject("error").getJsonObject("data");
            assertThat(data.getBoolean("retryable")).isTrue();
            assertThat(data.getLong("retryAfterMs")).isBetween(1L, 1_001L);
            assertThat(refused.encode()).contains("gateway.rates.writesPerSecond");
            assertThat(socket.call("l", "workspace.list", "{}").json().containsKey("result"))
                    .isTrue();
        }
    }

    @Test
    void allConnectionsOfAPrincipalCountTogetherAndThoseOfOthersApart() {
        try (var one = socket(BOB);
                var eve = socket("Bearer the-token-of-eve-0001");
                var owner = gateway.owner()) {
            // When
            TestGateway.until(() -> echo(one).containsKey("error"));
            var overHttp = untilRefused();
            // Then
            assertThat(overHttp.statusCode()).isEqualTo(429);
            assertThat(overHttp.headers().firstValue("retry-after")).contains("1");
            assertThat(echo(eve).containsKey("result")).isTrue();
            for (int i = 0; i < 50; i++) {
                assertThat(echo(owner).containsKey("result")).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not json",
                "[]",
                "{'jsonrpc':'2.0','result':1}",
                "{'jsonrpc':'2.0','id':1,'method':'no.such'}",
                "{'jsonrpc':'2.0','id':1,'method':'test.echo','params':7}",
                "{'jsonrpc':'2.0','method':'session.cancel','params':{'id':1}}",
                "{'jsonrpc':'2.0','id':1,'method':'session.authenticate','params':{'token':'wrong'}}",
                "{'jsonrpc':'2.0','id':1,'method':'session.authenticate','params':{'token':'the-token-of-bob-0001'}}"
            })
    void whoSendsWhatIsNoCallIsClosedAsWellWhateverItIs(String frame) {
        try (var strict = strict();
                var owner = strict.owner();
                var bob = strict.stranger("Authorization: " + BOB)) {
            flood(bob, frame);
            flood(owner, frame.replace("the-token-of-bob-0001", TestGateway.TOKEN));
            // Then
            assertThat(bob.closeCode()).isEqualTo(4029);
            var served = owner.call("last", "test.echo", "{}").json();
            while (!"last".equals(served.getValue("id"))) {
                served = owner.json();
            }
            assertThat(served.containsKey("result")).isTrue();
        }
    }

    @Test
    void whoHasYetToSayWhoTheyAreIsClosedForTooMuchOfAnything() {
        try (var stranger = gateway.stranger()) {
            flood(stranger, "{'jsonrpc':'2.0','id':1,'method':'fs.read'}");
            assertThat(stranger.closeCode()).isEqualTo(4029);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'type':'subscribe','id':1,'channel':'team'}", "{'type':'nothing that there is'}", "{}"})
    void theSameHoldsForClientsOfDialects(String frame) {
        try (var strict = strict()) {
            var url = URI.create(strict.gateway().dialects().get("cluso"));
            try (var client = RawSocket.connect(url.getPort())) {
                assertThat(client.send(RawSocket.upgrade("/ws")).status()).isEqualTo(101);
                flood(client, frame);
                assertThat(client.closeCode()).isEqualTo(4029);
            }
        }
    }

    @Test
    void whoDoesNotListenIsClosed() {
        try (var socket = socket(BOB)) {
            // When
            for (int i = 0; i < 40; i++) {
                socket.call(i, "test.echo", "{}");
            }
            // Then
            assertThat(socket.closeCode()).isEqualTo(4029);
        }
    }
}
