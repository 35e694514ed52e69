package dev.trestle.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Lays the sources over each other: defaults, file, environment, command line. */
final class Layers {
    private final Map<String, Entry> merged = new LinkedHashMap<>();

    private Layers() {}

    /** Dotted key to the strongest source's value. */
    static Map<String, Entry> merge(Sources sources) {
        Layers layers = new Layers();
        layers.defaults();
        if (sources.file() != null) {
            layers.file(sources.file());
        }
        layers.environment(sources.environment());
        sources.commandLine().forEach((key, value) -> layers.text(key, value, Origin.COMMAND_LINE));
        return layers.merged;
    }

    private void defaults() {
        try (InputStream manual = Layers.class.getResourceAsStream("defaults.yaml")) {
            String yaml = new String(manual.readAllBytes(), StandardCharsets.UTF_8);
            merged.putAll(YamlReader.read(Keys.ALL, "", yaml, Origin.DEFAULTS::line));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void file(Path file) {
        Origin origin = Origin.file(file);
        if (Files.isDirectory(file)) {
            throw ConfigException.in(origin, "this is a folder, and the settings are a file");
        }
        try {
            merged.putAll(YamlReader.read(Keys.ALL, "", Files.readString(file), origin::line));
        } catch (NoSuchFileException missing) {
            throw ConfigException.in(origin, "there is no such file; create it, or start without it");
        } catch (CharacterCodingException binary) {
            throw ConfigException.in(origin, "this is not UTF-8 text");
        } catch (IOException unreadable) {
            throw ConfigException.in(origin, "this file cannot be read; check its permissions");
        }
    }

    private void environment(Map<String, String> environment) {
        Map<String, String> keys = Keys.ALL.variables();
        new TreeMap<>(environment).forEach((name, value) -> {
            if (keys.containsKey(name) && !value.isBlank()) {
                text(keys.get(name), value, Origin.variable(name));
            } else if (!keys.containsKey(name) && Keys.ALL.isClaimed(name)) {
                String hint = Nearest.to(name, keys.keySet())
                        .map(near -> "did you mean " + near + "?")
                        .orElse("unset it");
                throw ConfigException.in(Origin.variable(name), "it names no setting; " + hint);
            }
        });
    }

    /** A single value is taken as it is, so that no token needs quotes; lists and sections are YAML. */
    private void text(String key, String value, Origin origin) {
        Keys.Shape shape = Keys.ALL.shape(key).orElseThrow(() -> Keys.ALL.unknown(key, origin));
        if (shape == Keys.Shape.VALUE) {
            merged.put(key, Entry.of(origin, value));
        } else {
            merged.putAll(YamlReader.read(Keys.ALL, key, value, line -> origin));
        }
    }
}
