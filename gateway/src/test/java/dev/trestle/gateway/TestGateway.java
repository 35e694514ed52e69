package dev.trestle.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bus.Node;
import dev.trestle.bus.Words;
import dev.trestle.config.Reload;
import dev.trestle.config.Settings;
import dev.trestle.config.Sources;
import dev.trestle.gateway.topic.TopicHub;
import dev.trestle.gateway.topic.TopicOperations;
import dev.trestle.wire.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;

/** A node of its own with a gateway on a free port and a {@link TestService}. */
final class TestGateway implements AutoCloseable {

    static final String TOKEN = "the-owner-s-token-of-these-tests";

    /** How long a test waits for what must happen; {@code -Dtrestle.patience}, in milliseconds, for a machine that is busy. */
    static final Duration PATIENCE = Duration.ofMillis(Integer.getInteger("trestle.patience", 20_000));

    static final String BEARER = "Authorization: Bearer " + TOKEN;

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Node node;
    private final Gateway gateway;
    private final TestService service = new TestService();
    private final int port;
    private final Map<String, String> all;
    private Settings settings;

    private TestGateway(Node node, Map<String, String> all) {
        this.node = node;
        this.all = new HashMap<>(all);
        settings = Settings.read(Sources.of(all));
        await(service.start(node));
        gateway = await(Gateway.start(node, settings, settings.access()));
        port = URI.create(gateway.url()).getPort();
    }

    /** With {@code settings}, each a key and a value, over the defaults. */
    static TestGateway start(String... settings) {
        return start(Node.alone(new VertxOptions(), Words.alone(Duration.ofHours(1))), settings);
    }

    /** On {@code node}. */
    static TestGateway start(Node node, String... settings) {
        var all = new HashMap<String, String>();
        all.put("gateway.port", "0");
        all.put("access.token", TOKEN);
        all.put("node.roles", "[gateway]");
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return new TestGateway(node, all);
    }

    /** The operations on topics of {@code node}, with topics that are not running. */
    static TopicOperations topics(Node node) {
        var settings = Settings.read(Sources.of(Map.of("node.roles", "[gateway]")));
        return new TopicOperations(new TopicHub(node, settings.topics(), settings.redis(), 1), node.directory());
    }

    static <T> T await(Future<T> future) {
        return await(PATIENCE.multipliedBy(2), future);
    }

    static <T> T await(Duration patience, Future<T> future) {
        try {
            return future.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new AssertionError("not within " + patience, late);
        }
    }

    /** Polls until {@code condition} holds; for what announces itself by no frame. */
    static void until(BooleanSupplier condition) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(2))
                .pollInSameThread()
                .until(condition::getAsBoolean);
    }

    /** Reads the settings again, with those that are changed, each a key and a value; fails when they are refused. */
    Future<Void> reload(String... changes) {
        for (int i = 0; i < changes.length; i += 2) {
            all.put(changes[i], changes[i + 1]);
        }
        var latest = Reload.of(settings, Settings.read(Sources.of(all))).settings();
        return gateway.prepare(latest.gateway(), latest.access()).map(ready -> {
            ready.run();
            settings = latest;
            return null;
        });
    }

    Gateway gateway() {
        return gateway;
    }

    Node node() {
        return node;
    }

    TestService service() {
        return service;
    }

    int port() {
        return port;
    }

    /** A TCP connection. */
    RawSocket raw() {
        return RawSocket.connect(port);
    }

    /** A WebSocket that has yet to authenticate. */
    RawSocket stranger(String... headers) {
        var socket = raw().send(RawSocket.upgrade("/ws", headers));
        var head = socket.head();
        if (!head.startsWith("HTTP/1.1 101 ")) {
            throw new AssertionError(head);
        }
        return socket;
    }

    /** A WebSocket that is authenticated and has read {@code session.ready}. */
    RawSocket owner() {
        var socket = stranger(BEARER);
        socket.json();
        return socket;
    }

    /** An HTTP answer; {@code headers} are names and values in turn. */
    HttpResponse<String> http(String method, String path, String body, String... headers) {
        var publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        var request = HttpRequest.newBuilder(URI.create(gateway.url() + path))
                .timeout(Duration.ofSeconds(10))
                .method(method, publisher);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    static HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (IOException cause) {
            throw new AssertionError(cause);
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    /** As the owner. */
    HttpResponse<String> call(String operation, String body) {
        return http("POST", "/api/v1/call/" + operation, body, "Authorization", "Bearer " + TOKEN);
    }

    /** The answer to the owner's wish for a ticket. */
    HttpResponse<String> ticket() {
        return http("POST", "/api/v1/tickets", null, "Authorization", "Bearer " + TOKEN);
    }

    /** The value of one line of {@code /metrics}; 0 when it is not there. */
    double metric(String line) {
        return http("GET", "/metrics", null)
                .body()
                .lines()
                .filter(any -> any.startsWith(line + " "))
                .mapToDouble(any -> Double.parseDouble(any.substring(line.length() + 1)))
                .findFirst()
                .orElse(0);
    }

    /** The answer is {@code {"error": …}} with this code, and its status. */
    static void assertError(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        var body = new JsonObject(answer.body());
        assertThat(body.fieldNames()).containsExactly("error");
        assertThat(body.getJsonObject("error").getString("message")).isNotBlank();
        assertThat(body.getJsonObject("error").getInteger("code"))
                .isEqualTo(ErrorCode.valueOf(code).number());
        assertThat(body.getJsonObject("error").getJsonObject("data").getString("code"))
                .isEqualTo(code);
    }

    @Override
    public void close() {
        await(node.leave());
    }
}
