package dev.trestle.it;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** {@code /api/v1/workspaces/default/files} of a started node, as the owner. */
record FilesOverHttp(StartedTrestle trestle) {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String PREFIX = "/api/v1/workspaces/default/files/";

    /** The target of a request for {@code path}. */
    static String target(String path) {
        return PREFIX + URLEncoder.encode(path, StandardCharsets.UTF_8).replace("+", "%20");
    }

    URI uri(String path) {
        return trestle.http(target(path));
    }

    /** Sends a request; {@code headers} are names and values in turn. */
    HttpResponse<byte[]> send(String method, URI uri, BodyPublisher body, String... headers) {
        var request = HttpRequest.newBuilder(uri)
                .timeout(Launched.PATIENCE)
                .header("Authorization", "Bearer " + StartedTrestle.TOKEN)
                .method(method, body);
        try {
            return CLIENT.send(
                    (headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException cause) {
            throw new AssertionError(cause);
        }
    }

    HttpResponse<byte[]> get(String path, String... headers) {
        return send("GET", uri(path), BodyPublishers.noBody(), headers);
    }

    /** The content of a file as it comes. */
    InputStream stream(String path) {
        var request = HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + StartedTrestle.TOKEN);
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofInputStream()).body();
        } catch (IOException | InterruptedException cause) {
            throw new AssertionError(cause);
        }
    }

    HttpResponse<byte[]> head(String path, String... headers) {
        return send("HEAD", uri(path), BodyPublishers.noBody(), headers);
    }

    HttpResponse<byte[]> put(String path, byte[] body, String... headers) {
        return send("PUT", uri(path), BodyPublishers.ofByteArray(body), headers);
    }

    HttpResponse<byte[]> delete(String path, String... headers) {
        return send("DELETE", uri(path), BodyPublishers.noBody(), headers);
    }

    /** The body of {@code answer} as text. */
    static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    /** A header of {@code answer}, {@code null} when it has none of that name. */
    static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse(null);
    }
}
