package dev.trestle.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Reads YAML text into entries by dotted key. It is led by a {@link Layout}, so nothing is nested deeper than that
 * has it, and an anchor is never followed.
 */
final class YamlReader {
    private static final YAMLFactory YAML = new YAMLFactory();

    private final Layout layout;
    private final YAMLParser parser;
    private final IntFunction<Origin> lines;
    private final Map<String, Origin> seen = new HashMap<>();
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private YamlReader(Layout layout, YAMLParser parser, IntFunction<Origin> lines) {
        this.layout = layout;
        this.parser = parser;
        this.lines = lines;
    }

    /**
     * Reads what is written at {@code key}.
     *
     * @param layout which keys there are
     * @param key the empty string for the whole tree
     * @param lines from a line's number, 1 for the first, to the origin of what begins there
     */
    static Map<String, Entry> read(Layout layout, String key, String yaml, IntFunction<Origin> lines) {
        try (YAMLParser parser = YAML.createParser(yaml)) {
            YamlReader reader = new YamlReader(layout, parser, lines);
            parser.nextToken();
            reader.value(key, lines.apply(1));
            if (parser.nextToken() != null) {
                throw ConfigException.in(reader.here(), "this is a second YAML document; keep one");
            }
            return reader.entries;
        } catch (JsonProcessingException broken) {
            throw ConfigException.in(
                    lines.apply(lineOf(broken, yaml)),
                    "this is not YAML; check indentation (spaces only), quotes and brackets");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Jackson's own location is that of the last thing it understood, so the cause is asked first. */
    private static int lineOf(JsonProcessingException broken, String yaml) {
        if (broken.getCause() instanceof MarkedYAMLException misplaced && misplaced.getProblemMark() != null) {
            return misplaced.getProblemMark().getLine() + 1;
        }
        if (broken.getCause() instanceof ReaderException unprintable) {
            return 1
                    + (int) yaml.codePoints()
                            .limit(unprintable.getPosition())
                            .filter(c -> c == '\n')
                            .count();
        }
        return broken.getLocation() == null ? 1 : broken.getLocation().getLineNr();
    }

    private void value(String key, Origin origin) throws IOException {
        switch (layout.shape(key).orElseThrow(() -> layout.unknown(key, origin))) {
            case SECTION -> section(key, origin);
            case LIST -> list(key, origin);
            default -> entries.put(key, scalar(key, origin));
        }
    }

    private void section(String section, Origin origin) throws IOException {
        if (isNothing()) {
            return;
        }
        expect(JsonToken.START_OBJECT, section, origin, "must be keys with values, such as {key: value}");
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = Keys.below(section, parser.currentName());
            Origin line = here();
            Origin first = seen.putIfAbsent(key, line);
            if (first != null) {
                throw ConfigException.about(key, "is set twice, first by " + first.text())
                        .from(line);
            }
            parser.nextToken();
            value(key, line);
        }
    }

    private void list(String key, Origin origin) throws IOException {
        List<Entry> items = new ArrayList<>();
        if (!isNothing()) {
            expect(JsonToken.START_ARRAY, key, origin, "must be a list, such as [one, two]");
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                var element = key + "[" + items.size() + "]";
                items.add(
                        Keys.ALL.elements(key).isPresent()
                                ? record(element, Keys.ALL.elements(key).get())
                                : scalar(element, here()));
            }
        }
        entries.put(key, new Entry(origin, null, items, null));
    }

    private Entry record(String element, Class<? extends Record> type) throws IOException {
        Origin origin = here();
        List<String> known = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        Map<String, Entry> fields = new LinkedHashMap<>();
        expect(JsonToken.START_OBJECT, element, origin, "must be keys with values, such as {" + known.get(0) + ": …}");
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = Keys.below(element, parser.currentName());
            if (!known.contains(parser.currentName()) || fields.containsKey(key)) {
                String sentence = fields.containsKey(key) ? "is set twice" : "is not a setting; known here: ";
                throw ConfigException.about(
                                key, fields.containsKey(key) ? sentence : sentence + String.join(", ", known))
                        .from(here());
            }
            Origin line = here();
            parser.nextToken();
            fields.put(key, scalar(key, line));
        }
        return new Entry(origin, null, null, fields);
    }

    private Entry scalar(String key, Origin origin) throws IOException {
        if (!parser.currentToken().isScalarValue() || parser.isCurrentAlias()) {
            throw refused(key, origin, "must be a single value");
        }
        return Entry.of(origin, isNothing() ? null : parser.getText());
    }

    private boolean isNothing() {
        return parser.currentToken() == null || parser.currentToken() == JsonToken.VALUE_NULL;
    }

    private void expect(JsonToken token, String key, Origin origin, String sentence) throws IOException {
        if (parser.currentToken() != token) {
            throw refused(key, origin, sentence);
        }
    }

    private ConfigException refused(String key, Origin origin, String sentence) throws IOException {
        String found = parser.isCurrentAlias()
                ? "an alias"
                : switch (parser.currentToken()) {
                    case START_OBJECT -> "keys with values";
                    case START_ARRAY -> "a list";
                    default -> "a single value";
                };
        String whole = sentence + ", not " + found;
        return key.isEmpty()
                ? ConfigException.in(origin, "the settings " + whole)
                : ConfigException.about(key, whole).from(origin);
    }

    private Origin here() {
        return lines.apply(parser.currentTokenLocation().getLineNr());
    }
}
