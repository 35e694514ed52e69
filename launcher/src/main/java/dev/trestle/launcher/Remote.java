package dev.trestle.launcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A running gateway, seen from a command beside it. */
final class Remote {

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);
    private static final int OK = 200;

    /**
     * What the gateway said: one of the two is {@code null}.
     *
     * @param result what the operation answers with
     */
    record Answer(JsonNode result, RemoteError error) {}

    private final URI url;
    private final String token;

    /**
     * A gateway.
     *
     * @param url as the ready line has it, without what follows the port
     */
    Remote(String url, String token) {
        this.url = parse(url);
        this.token = token;
    }

    private static URI parse(String url) {
        try {
            var parsed = URI.create(url.endsWith("/") ? url : url + "/");
            boolean http = "http".equals(parsed.getScheme()) || "https".equals(parsed.getScheme());
            if (http && parsed.getHost() != null && parsed.getQuery() == null) {
                return parsed;
            }
        } catch (IllegalArgumentException notAUrl) {
            // Said below.
        }
        throw CommandException.misused("--url must be like http://127.0.0.1:8080, not \"" + url + "\"");
    }

    /** Calls {@code operation} and waits as long as the server does. */
    Answer call(String operation, JsonNode params) throws InterruptedException {
        try {
            var client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT_WITHIN)
                    .build();
            var request = HttpRequest.newBuilder(url.resolve("api/v1/call/" + operation))
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(Json.write(params)))
                    .build();
            var response = client.send(request, BodyHandlers.ofByteArray());
            return answer(response.statusCode(), response.body());
        } catch (ConnectException | HttpConnectTimeoutException nobody) {
            throw CommandException.broken(
                    "nobody answers at " + url + "; start it with trestle up, or name another with --url");
        } catch (IOException broken) {
            throw CommandException.broken("the connection to " + url + " broke (" + broken.getMessage()
                    + "); what was asked may or may not have happened");
        }
    }

    /** Opens a WebSocket that {@code listener} hears; fails with what the JDK's client says. */
    CompletableFuture<WebSocket> open(WebSocket.Listener listener) {
        var place = url.resolve("ws");
        var scheme = "https".equals(place.getScheme()) ? "wss" : "ws";
        return HttpClient.newBuilder()
                .connectTimeout(CONNECT_WITHIN)
                .build()
                .newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .connectTimeout(CONNECT_WITHIN)
                .buildAsync(
                        URI.create(scheme
                                + place.toString().substring(place.getScheme().length())),
                        listener);
    }

    /** The gateway, for people. */
    @Override
    public String toString() {
        return url.toString();
    }

    private Answer answer(int status, byte[] body) throws IOException {
        try {
            var json = Json.read(body);
            if (status == OK && json.isObject()) {
                return new Answer(json, null);
            } else if (json.path("error").isObject()) {
                return new Answer(null, RemoteError.of(json.get("error")));
            }
        } catch (JsonProcessingException notOurs) {
            // Said below.
        }
        throw CommandException.broken(
                url + " answered HTTP " + status + " in words that are not Trestle's; name another with --url");
    }
}
