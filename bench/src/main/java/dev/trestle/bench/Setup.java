package dev.trestle.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What the script {@code bench/run} found out and hands over.
 *
 * @param jar trestle.jar
 * @param output the folder for logs and reports
 * @param peers the folder of those Trestle is measured beside that are not made with Maven
 * @param pinned what to put before a command so that it runs on the server's core; empty where that is not possible
 */
record Setup(Path jar, Path output, Path peers, List<String> pinned) {

    Setup {
        pinned = List.copyOf(pinned);
    }

    static Setup ofProperties() {
        return new Setup(
                Path.of(System.getProperty("bench.jar")),
                Path.of(System.getProperty("bench.output")),
                Path.of(System.getProperty("bench.peers")),
                words(System.getProperty("bench.pinned", "")));
    }

    /** The same, where servers have the core of the load as well. */
    Setup onBothCores() {
        return pinned.isEmpty() ? this : new Setup(jar, output, peers, List.of("taskset", "-c", "0,1"));
    }

    /** To start {@code command} where servers run, with nothing in its environment that sets Trestle's settings. */
    ProcessBuilder onServersCore(List<String> command) {
        var words = new ArrayList<>(pinned);
        words.addAll(command);
        var builder = new ProcessBuilder(words);
        builder.environment().keySet().removeIf(variable -> variable.startsWith("TRESTLE_"));
        return builder;
    }

    /** Further flags for the Java of the server called {@code name}: {@code BENCH_JAVA_TRESTLE}, {@code BENCH_JAVA_ECHO}. */
    List<String> flags(String name) {
        var variable = "BENCH_JAVA_" + name.toUpperCase(Locale.ROOT);
        return words(System.getenv().getOrDefault(variable, ""));
    }

    /** The class path of this process. */
    String classPath() {
        return System.getProperty("java.class.path");
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty()).toList();
    }
}
