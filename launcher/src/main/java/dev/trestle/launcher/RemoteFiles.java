package dev.trestle.launcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The files of one workspace of a gateway, seen from a command beside it. What the gateway refuses is thrown. */
final class RemoteFiles {

    private final Remote remote;
    private final String workspace;

    RemoteFiles(Remote remote, String workspace) {
        this.remote = remote;
        this.workspace = workspace;
    }

    /** The name that {@code path} has when it is copied: its last part, or that of the workspace. */
    String nameOf(String path) {
        var trimmed = path.replaceAll("/+$", "");
        var last = trimmed.substring(trimmed.lastIndexOf('/') + 1);
        return last.isEmpty() || last.equals(".") ? workspace : last;
    }

    /** What {@code operation} answers with about {@code path} and the rest of {@code params}. */
    JsonNode call(String operation, String path, ObjectNode params) throws InterruptedException {
        return remote.result(operation, params.put("workspace", workspace).put("path", path));
    }

    /** What is at {@code path}. */
    JsonNode stat(String path) throws InterruptedException {
        return call("fs.stat", path, JsonNodeFactory.instance.objectNode());
    }

    /** The content of the file at {@code path}. */
    HttpResponse<InputStream> get(String path) throws IOException, InterruptedException {
        return send(request(path, "").GET());
    }

    /** The content of the file at {@code path}, or an archive of the directory that is there. */
    HttpResponse<InputStream> getOrArchive(String path) throws IOException, InterruptedException {
        return send(request(path, "").header("Accept", "application/gzip, */*").GET());
    }

    /** Puts {@code body} to {@code path}; {@code headers} are names and values in turn. Yields the answer. */
    JsonNode put(String path, boolean makeParents, BodyPublisher body, String... headers)
            throws IOException, InterruptedException {
        var request = request(path, "?makeParents=" + makeParents).PUT(body);
        try (var answer =
                send(headers.length == 0 ? request : request.headers(headers)).body()) {
            return Json.read(answer.readAllBytes());
        }
    }

    private HttpRequest.Builder request(String path, String query) {
        return remote.request("api/v1/workspaces/" + encode(workspace) + "/files/" + encode(path) + query);
    }

    private HttpResponse<InputStream> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var response = remote.send(request, BodyHandlers.ofInputStream());
        int status = response.statusCode();
        if (status / 100 == 2) {
            return response;
        }
        try (var body = response.body()) {
            var problem = Json.read(body.readAllBytes());
            if (problem.path("code").isTextual()) {
                throw CommandException.refused(RemoteError.ofProblem(problem));
            }
        } catch (JsonProcessingException notOurs) {
            // Said below.
        }
        throw remote.foreign(status);
    }

    /** Percent-encodes all but letters, digits and slashes; dots too, which would otherwise be taken out on the way. */
    private static String encode(String path) {
        var encoded = new StringBuilder(path.length());
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '/';
            encoded.append(plain ? String.valueOf((char) b) : String.format(Locale.ROOT, "%%%02X", b));
        }
        return encoded.toString();
    }
}
