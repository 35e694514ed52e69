package dev.trestle.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A conversation in a file: what clients of a dialect say and what they must be answered, and nothing else.
 *
 * <pre>
 *   a@ /path            client a connects
 *   a> {"…"}            client a says this text as it stands
 *   a< {"…"}            client a is told this; lines that follow each other in any order
 *   a~ /pointer TEXT    client a is told messages whose texts at /pointer have TEXT in them, when put together; a - stands
 *                       for messages that are no JSON
 *   a! CODE             the connection of client a ends with this code
 *   + PATH "TEXT"       a file is written
 *   = PATH "TEXT"       a file holds this text now
 *   $ METHOD /path BODY and : STATUS BODY, a request over HTTP and its answer, JSON where it looks so
 * </pre>
 *
 * <p>In what is expected, {@code "<any>"}, {@code "<text>"}, {@code "<time>"}, {@code "<stamp>"}, {@code "<hex>"}, {@code
 * "<client>"} and {@code "<ms>"} stand for such a value, and {@code "<hex:NAME>"} keeps it, as {@code {{NAME}}} in what
 * follows.
 */
final class Script implements AutoCloseable {

    private static final Pattern LINE = Pattern.compile("(\\w*)([@><~!+=$:]) ?(.*)");
    private static final Pattern KIND = Pattern.compile("<(any|text|time|stamp|hex|client|ms)(?::(\\w+))?>");
    private static final Map<String, Pattern> SHAPES = Map.of(
            "any", Pattern.compile(".*"),
            "text", Pattern.compile(".*"),
            "time", Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"),
            "stamp", Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?\\+00:00"),
            "hex", Pattern.compile("[0-9a-f]{32}"),
            "client", Pattern.compile("client_[0-9]{13}_[0-9a-z]{9}"),
            "ms", Pattern.compile("[0-9]{13}"));

    private final URI url;
    private final Path folder;
    private final Map<String, EventClient> clients = new HashMap<>();
    private final Map<String, String> kept = new HashMap<>();
    private final Map<String, StringBuilder> gathered = new HashMap<>();
    private HttpResponse<String> response;

    /** Held at {@code url}, about the files in {@code folder}. */
    Script(URI url, Path folder) {
        this.url = url;
        this.folder = folder;
    }

    void run(List<String> lines) throws IOException {
        for (int i = 0; i < lines.size(); i++) {
            var line = LINE.matcher(lines.get(i));
            if (!lines.get(i).startsWith("#") && line.matches()) {
                var client = line.group(1);
                var rest = filled(line.group(3));
                var expected = new ArrayList<>(List.of(rest));
                while (line.group(2).equals("<")
                        && i + 1 < lines.size()
                        && lines.get(i + 1).startsWith(client + "< ")) {
                    expected.add(filled(lines.get(++i).substring(client.length() + 2)));
                }
                step(line.group(2), client, rest, expected);
            }
        }
    }

    private void step(String what, String client, String rest, List<String> expected) throws IOException {
        switch (what) {
            case "@" -> clients.put(client, EventClient.open(url.resolve(rest)));
            case ">" -> clients.get(client).say(rest);
            case "<" -> hear(clients.get(client), expected);
            case "~" -> gather(client, rest.split(" ", 2));
            case "!" -> assertThat(clients.get(client).closed()).isEqualTo(Integer.parseInt(rest));
            case "+" -> Files.writeString(folder.resolve(path(rest)), text(rest));
            case "=" -> assertThat(Files.readString(folder.resolve(path(rest)))).isEqualTo(text(rest));
            case "$" -> ask(rest.split(" ", 3));
            default -> answered(rest.split(" ", 2));
        }
    }

    private static String path(String rest) {
        return rest.substring(0, rest.indexOf(' '));
    }

    private static String text(String rest) {
        return Json.of(rest.substring(rest.indexOf(' ') + 1)).textValue();
    }

    private String filled(String text) {
        var filled = text;
        for (var name : kept.entrySet()) {
            filled = filled.replace("{{" + name.getKey() + "}}", name.getValue());
        }
        return filled;
    }

    private void hear(EventClient client, List<String> expected) {
        var left = new ArrayList<>(expected);
        while (!left.isEmpty()) {
            var told = Json.of(client.next());
            assertThat(left.stream().filter(text -> fits(Json.of(text), told)).findFirst())
                    .as("%s is one of %s", told, left)
                    .hasValueSatisfying(left::remove);
        }
    }

    /** What follows the text in the same message is there for the next who looks. */
    private void gather(String name, String[] pointerAndText) {
        var all = gathered.computeIfAbsent(name + pointerAndText[0], key -> new StringBuilder());
        long end = System.nanoTime() + Launched.PATIENCE.toNanos();
        while (all.indexOf(pointerAndText[1]) < 0) {
            assertThat(System.nanoTime()).as("%s in %s", pointerAndText[1], all).isLessThan(end);
            var next = clients.get(name).next();
            all.append(
                    pointerAndText[0].equals("-")
                            ? next
                            : Json.of(next).at(pointerAndText[0]).asText());
        }
        all.delete(0, all.indexOf(pointerAndText[1]) + pointerAndText[1].length());
    }

    private void ask(String[] parts) {
        var uri = url.resolve(parts[1]);
        response = parts[0].equals("GET")
                ? Http.get(uri)
                : Http.send(
                        parts[0], uri, Map.of("Content-Type", "application/json"), parts.length > 2 ? parts[2] : "");
    }

    private void answered(String[] statusAndBody) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(Integer.parseInt(statusAndBody[0]));
        if (statusAndBody.length > 1 && statusAndBody[1].matches("[{\\[].*")) {
            var told = Json.of(response.body());
            assertThat(fits(Json.of(statusAndBody[1]), told))
                    .as("%s is as %s", told, statusAndBody[1])
                    .isTrue();
        } else if (statusAndBody.length > 1) {
            assertThat(response.body().lines()).contains(statusAndBody[1]);
        }
    }

    private boolean fits(JsonNode expected, JsonNode told) {
        var kind = KIND.matcher(expected.asText());
        if (expected.isTextual() && kind.matches()) {
            boolean fit = kind.group(1).equals("any")
                    || told.isTextual() != kind.group(1).equals("ms")
                            && SHAPES.get(kind.group(1)).matcher(told.asText()).matches();
            if (fit && kind.group(2) != null) {
                kept.put(kind.group(2), told.textValue());
            }
            return fit;
        } else if (expected.isObject() && told.isObject() && expected.size() == told.size()) {
            return expected.properties().stream()
                    .allMatch(
                            member -> told.has(member.getKey()) && fits(member.getValue(), told.get(member.getKey())));
        } else if (expected.isArray() && told.isArray() && expected.size() == told.size()) {
            for (int i = 0; i < expected.size(); i++) {
                if (!fits(expected.get(i), told.get(i))) {
                    return false;
                }
            }
            return true;
        }
        return expected.equals(told);
    }

    @Override
    public void close() {
        clients.values().forEach(EventClient::close);
    }
}
