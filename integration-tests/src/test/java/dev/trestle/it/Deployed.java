package dev.trestle.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.Yaml;

/** A part of a YAML document, its anchors and merges resolved, as tools that deploy read it. */
record Deployed(JsonNode json) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    static List<Deployed> read(Path file) throws IOException {
        return parse(Files.readString(file));
    }

    /** The documents of {@code yaml}. */
    static List<Deployed> parse(String yaml) {
        return StreamSupport.stream(new Yaml().loadAll(yaml).spliterator(), false)
                .map(document -> new Deployed(MAPPER.valueToTree(document)))
                .toList();
    }

    /** What stands at the end of this path of names and indexes, which must be there. */
    Deployed at(String... path) {
        return new Deployed(json.requiredAt("/" + String.join("/", path)));
    }

    String text() {
        return json.asText();
    }

    Stream<Deployed> each() {
        return StreamSupport.stream(json.spliterator(), false).map(Deployed::new);
    }

    List<String> list() {
        return each().map(Deployed::text).toList();
    }

    Map<String, String> texts() {
        var texts = new TreeMap<String, String>();
        json.properties()
                .forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }

    @Override
    public String toString() {
        return json.path("kind").asText() + " " + json.at("/metadata/name").asText();
    }
}
