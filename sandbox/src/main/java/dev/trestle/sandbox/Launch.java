package dev.trestle.sandbox;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A program about to be started.
 *
 * @param command the program and its arguments
 * @param environment all of its variables; nothing is added to them
 * @param directory where it starts, as an absolute path
 * @param readable what it needs to read beside its workspace and the system, as absolute paths
 * @param writable what it needs to read and to write beside these, as absolute paths
 */
public record Launch(
        List<String> command,
        Map<String, String> environment,
        Path directory,
        List<Path> readable,
        List<Path> writable) {
    public Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        readable = List.copyOf(readable);
        writable = List.copyOf(writable);
    }

    /** A program that writes nothing beside its workspace. */
    public Launch(List<String> command, Map<String, String> environment, Path directory, List<Path> readable) {
        this(command, environment, directory, readable, List.of());
    }

    /** A program that needs nothing beside. */
    public Launch(List<String> command, Map<String, String> environment, Path directory) {
        this(command, environment, directory, List.of());
    }
}
