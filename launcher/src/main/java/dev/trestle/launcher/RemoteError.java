package dev.trestle.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Why a gateway did not do what it was asked.
 *
 * @param code the name of an error code
 * @param data what else it says for programs; may be missing
 */
record RemoteError(String code, String message, JsonNode data) {

    /** Reads the error object of a JSON-RPC answer. */
    static RemoteError of(JsonNode error) {
        var data = error.path("data");
        return new RemoteError(
                data.path("code").asText("ERROR"), error.path("message").asText(), data);
    }

    /** Reads the problem document of an HTTP answer. */
    static RemoteError ofProblem(JsonNode problem) {
        return new RemoteError(
                problem.path("code").asText("ERROR"), problem.path("detail").asText(), problem);
    }

    /** One line that says it, and one for each further fact. */
    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add(code + ": " + message);
        for (var fact : List.of("details", "ref", "retryAfterMs")) {
            if (data.hasNonNull(fact)) {
                lines.add("  " + fact + ": " + data.get(fact));
            }
        }
        return lines;
    }
}
