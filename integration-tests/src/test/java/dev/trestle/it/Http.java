package dev.trestle.it;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

/** One HTTP request after the other. */
final class Http {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** The header of the owner. */
    static final Map<String, String> OWNER = Map.of("Authorization", "Bearer " + StartedTrestle.TOKEN);

    private Http() {}

    static HttpResponse<String> get(URI uri) {
        return send(HttpRequest.newBuilder(uri));
    }

    /** Posts {@code body} with these headers. */
    static HttpResponse<String> post(URI uri, Map<String, String> headers, String body) {
        return send("POST", uri, headers, body);
    }

    /** Sends {@code body} by {@code method} with these headers. */
    static HttpResponse<String> send(String method, URI uri, Map<String, String> headers, String body) {
        var request = HttpRequest.newBuilder(uri).method(method, BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return send(request);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.timeout(Launched.PATIENCE).build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException cause) {
            throw new AssertionError(cause);
        }
    }
}
