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
    static final Origin COMMAND_LINE = here("command line");

    static Origin variable(String name) {
        return here("environment variable " + name);
    }

    private static Origin here(String text) {
        return new Origin(text, Path.of("").toAbsolutePath(), false);
    }

    Origin line(int number) {
        return new Origin(text + ":" + number, folder, builtIn);
    }
}
