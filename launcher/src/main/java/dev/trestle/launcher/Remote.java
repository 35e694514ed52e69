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
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLHandshakeException;

/** A running gateway, seen from a command beside it. */
final class Remote {

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);
    private static final int OK = 200;

    private final HttpClient client;
    private final URI url;
    private final String token;

    /**
     * A gateway.
     *
     * @param url as the ready line has it, without what follows the port
     */
    Remote(String url, String token, HttpClient client) {
        this.client = client;
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

    /** What {@code operation} answers with; waits as long as the server does. A refusal is thrown. */
    JsonNode result(String operation, JsonNode params) throws InterruptedException {
        try {
            var request = request("api/v1/call/" + operation)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(Json.write(params)));
            var response = send(request, BodyHandlers.ofByteArray());
            return result(response.statusCode(), response.body());
        } catch (IOException broken) {
            throw CommandException.broken("the connection to " + url + " broke (" + broken.getMessage()
                    + "); what was asked may or may not have happened");
        }
    }

    /** Opens a WebSocket that {@code listener} hears; fails with what the JDK's client says. */
    CompletableFuture<WebSocket> open(WebSocket.Listener listener) {
        var place = URI.create(url + "ws");
        var scheme = "https".equals(place.getScheme()) ? "wss" : "ws";
        return client.newWebSocketBuilder()
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

    /** The beginning of a request for {@code path}, which is relative and percent-encoded. */
    HttpRequest.Builder request(String path) {
        // Not by resolve, which would take the dots out of a path.
        return HttpRequest.newBuilder(URI.create(url + path)).header("Authorization", "Bearer " + token);
    }

    /** Sends {@code request}; a connection that breaks is an {@link IOException}, a gateway that is not there is told. */
    <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> body)
            throws IOException, InterruptedException {
        try {
            return client.send(request.build(), body);
        } catch (SSLHandshakeException untrusted) {
            throw CommandException.broken("the certificate of " + url + " is not trusted (" + untrusted.getMessage()
                    + "); name its authority with --ca");
        } catch (ConnectException | HttpConnectTimeoutException nobody) {
            throw CommandException.broken(
                    "nobody answers at " + url + "; start it with trestle up, or name another with --url");
        }
    }

    /** The words of somebody else came with HTTP {@code status}. */
    CommandException foreign(int status) {
        return CommandException.broken(
                url + " answered HTTP " + status + " in words that are not Trestle's; name another with --url");
    }

    private JsonNode result(int status, byte[] body) throws IOException {
        try {
            var json = Json.read(body);
            if (status == OK && json.isObject()) {
                return json;
            } else if (json.path("error").isObject()) {
                throw CommandException.refused(RemoteError.of(json.get("error")));
            }
        } catch (JsonProcessingException notOurs) {
            // Said below.
        }
        throw foreign(status);
    }
}
