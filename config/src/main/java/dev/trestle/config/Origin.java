package dev.trestle.config;

import java.nio.file.Path;

/**
 * Where a value came from.
 *
 * @param text as a sentence names it, such as {@code trestle.yaml:3}
 * @param folder what a relative path is resolved against; absolute
 * @param builtIn whether this is {@code defaults.yaml}, so that nobody has set the value
 */
record Origin(String text, Path folder, boolean builtIn) {
    private static final Path WORKING_FOLDER = Path.of("").toAbsolutePath();

    static final Origin DEFAULTS = new Origin("defaults.yaml", WORKING_FOLDER, true);

    static final Origin COMMAND_LINE = new Origin("command line", WORKING_FOLDER, false);

    static Origin variable(String name) {
        return new Origin("environment variable " + name, WORKING_FOLDER, false);
    }

    static Origin file(Path file) {
        return new Origin(file.toString(), file.toAbsolutePath().getParent(), false);
    }

    Origin line(int number) {
        return new Origin(text + ":" + number, folder, builtIn);
    }
}
