package dev.trestle.verticle.agent;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The programs of the tests, under Node. */
final class Programs {

    private static final Path HOME = Path.of("src/test/node").toAbsolutePath();

    private Programs() {}

    /** The path of a script, whose packages are there. */
    static String script(String name) {
        if (!Files.isDirectory(HOME.resolve("node_modules")) || !Files.exists(HOME.resolve(name))) {
            throw new AssertionError("run npm ci in " + HOME + ", or ./trestle test, which does");
        }
        return HOME.resolve(name).toString();
    }

    /** The agents that this process has started and that still run. */
    static List<ProcessHandle> children() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains(HOME.toString()))
                .toList();
    }
}
