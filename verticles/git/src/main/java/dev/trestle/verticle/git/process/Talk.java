package dev.trestle.verticle.git.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How a git that takes its time is spoken with meanwhile.
 *
 * @param lines told of each line of its standard error, on a thread of its own
 * @param variables more variables for it
 * @param readable what it needs to read for that
 */
public record Talk(Consumer<String> lines, Map<String, String> variables, List<Path> readable) {
    /** It is not spoken with. */
    public static final Talk NONE = new Talk(line -> {}, Map.of(), List.of());
}
