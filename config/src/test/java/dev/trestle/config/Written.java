package dev.trestle.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Settings as somebody writes them, in one source at a time, and what is said about them. */
final class Written {
    private static final Map<String, String> NOTHING = Map.of();

    private Written() {}

    /** A file called {@code trestle.yaml} in {@code folder}. */
    static Sources inFile(Path folder, String yaml) throws IOException {
        return new Sources(Files.writeString(folder.resolve("trestle.yaml"), yaml), NOTHING, NOTHING);
    }

    static Sources inEnvironment(String name, String value) {
        return inEnvironment(Map.of(name, value));
    }

    /** Beside a role that needs no workspace. */
    static Sources inEnvironment(Map<String, String> variables) {
        return new Sources(null, variables, Map.of("node.roles", "[gateway]"));
    }

    /** Beside a role that needs no workspace. */
    static Sources onCommandLine(String key, String value) {
        return Sources.of(
                key.equals("node.roles") ? Map.of(key, value) : Map.of("node.roles", "[gateway]", key, value));
    }

    /** What is said, with {@code folder/} left out of it. */
    static String refusalOf(Sources sources, Path folder) {
        return refusalOf(sources).replace(folder + "/", "");
    }

    static String refusalOf(Sources sources) {
        return catchThrowableOfType(ConfigException.class, () -> Settings.read(sources))
                .getMessage();
    }
}
