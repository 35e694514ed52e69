package dev.trestle.verticle.pty;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A program about to be started.
 *
 * @param command the program and its arguments
 * @param environment all of its variables; nothing is added to them
 * @param directory where it starts, as an absolute path
 */
record Launch(List<String> command, Map<String, String> environment, Path directory) {
    Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
