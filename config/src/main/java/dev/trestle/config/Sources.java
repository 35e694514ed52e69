package dev.trestle.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where settings are read from, the weakest first: {@code defaults.yaml}, then these. Sections and {@code workspaces}
 * merge key by key; a list is replaced whole.
 *
 * @param file a YAML file; {@code null} when there is none
 * @param environment the environment's variables; those that name no setting are left alone, an empty one is not set
 * @param commandLine dotted key, such as {@code gateway.port} or {@code workspaces.demo}, to value; workspaces keep this order
 */
public record Sources(Path file, Map<String, String> environment, Map<String, String> commandLine) {
    public Sources {
        environment = Map.copyOf(environment);
        commandLine = Collections.unmodifiableMap(new LinkedHashMap<>(commandLine));
    }

    /** This process: its environment, the file if not {@code null}, and the command line. */
    public static Sources ofProcess(Path file, Map<String, String> commandLine) {
        return new Sources(file, System.getenv(), commandLine);
    }

    /** Nothing but the defaults and these: no file, no environment. For embedding and for tests. */
    public static Sources of(Map<String, String> commandLine) {
        return new Sources(null, Map.of(), commandLine);
    }
}
