package dev.trestle.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code trestle call} says to a gateway, and what it makes of the answer; the gateway is a stand-in. */
class CallOperationTest {

    private record Received(String method, String path, String authorization, String body) {}

    private final AtomicReference<Received> received = new AtomicReference<>();
    private HttpServer server;
    private int status = 200;
    private String answer = "{}";

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            received.set(new Received(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders().getFirst("Authorization"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            var bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            try (var body = exchange.getResponseBody()) {
                body.write(bytes);
            }
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void postsTheParamsAndPrintsTheResult() {
        // Given
        answer = "{\"size\":12345678901234567890,\"ratio\":1.50,\"names\":[\"ä\",{}],\"none\":[]}";
        // When
        var run = call(Map.of("TRESTLE_TOKEN", "t-1"), "fs.read", "path=ä.txt", "length=7", "--url", url() + "/");
        // Then
        assertThat(received.get())
                .isEqualTo(new Received(
                        "POST", "/api/v1/call/fs.read", "Bearer t-1", "{\"path\":\"ä.txt\",\"length\":7}"));
        assertThat(run).isEqualTo(new CommandLineRun(0, """
                        {
                          "size": 12345678901234567890,
                          "ratio": 1.50,
                          "names": [
                            "ä",
                            {}
                          ],
                          "none": []
                        }
                        """, ""));
    }

    @Test
    void takesWhereAndWhoFromTheEnvironment() {
        // When
        call(Map.of("TRESTLE_TOKEN", "t-1", "TRESTLE_URL", url()), "session.ping");
        // Then
        assertThat(received.get()).isEqualTo(new Received("POST", "/api/v1/call/session.ping", "Bearer t-1", "{}"));
    }

    @Test
    void prefersWhatItIsTold() {
        // When
        call(
                Map.of("TRESTLE_TOKEN", "t-1", "TRESTLE_URL", "http://127.0.0.1:1"),
                "session.ping",
                "--token",
                "t-2",
                "--url",
                url());
        // Then
        assertThat(received.get().authorization()).isEqualTo("Bearer t-2");
    }

    @Test
    void anErrorOfTheServerIsThree() {
        // Given
        status = 409;
        answer = "{\"error\":{\"code\":-32006,\"message\":\"etag mismatch\",\"data\":{\"code\":\"CONFLICT\","
                + "\"retryable\":false,\"details\":{\"etag\":\"x\"},\"ref\":\"r1\"}}}";
        // When
        var run = call(Map.of("TRESTLE_TOKEN", "t-1"), "fs.write", "path=a", "--url", url());
        // Then
        assertThat(run).isEqualTo(new CommandLineRun(3, "", """
                        CONFLICT: etag mismatch
                          details: {"etag":"x"}
                          ref: "r1"
                        """));
    }

    @Test
    void aServerThatIsNotOursIsOneAndASentence() {
        // Given
        status = 404;
        answer = "<html>";
        // When
        var run = call(Map.of("TRESTLE_TOKEN", "t-1"), "session.ping", "--url", url());
        // Then
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.sentence())
                .isEqualTo("trestle: " + url()
                        + "/ answered HTTP 404 in words that are not Trestle's; name another with --url");
    }

    @Test
    void aPortWhereNobodyListensIsOneAndASentence() throws IOException {
        // Given
        var nobody = "http://127.0.0.1:" + freePort();
        // When
        var run = call(Map.of("TRESTLE_TOKEN", "t-1"), "session.ping", "--url", nobody);
        // Then
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.sentence())
                .isEqualTo("trestle: nobody answers at " + nobody
                        + "/; start it with trestle up, or name another with --url");
    }

    @Test
    void aTokenThatIsNoneIsNeitherSentNorShown() {
        // When
        var run = call(Map.of(), "session.ping", "--token", "t\r\nX-Planted: yes", "--url", url());
        // Then
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.sentence()).isEqualTo("trestle: the token must be visible ASCII characters without spaces");
        assertThat(received.get()).isNull();
    }

    private CommandLineRun call(Map<String, String> environment, String... arguments) {
        var all = new String[arguments.length + 1];
        all[0] = "call";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return CommandLineRun.of(environment, all);
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
