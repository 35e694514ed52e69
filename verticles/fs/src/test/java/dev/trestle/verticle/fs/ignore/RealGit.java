package dev.trestle.verticle.fs.ignore;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/** The git of this machine, which knows nobody's settings. */
final class RealGit {

    private RealGit() {}

    static void init(Path directory) throws Exception {
        run(directory, "", "init", "-q", "--template=", ".");
    }

    /** Which of {@code paths} git ignores, by its rules alone. */
    static Set<String> ignored(Path directory, List<String> paths) throws Exception {
        var ignored = new TreeSet<String>();
        if (paths.isEmpty()) {
            return ignored;
        }
        var input = String.join("\0", paths) + "\0";
        for (var path : run(directory, input, "check-ignore", "--no-index", "-z", "--stdin")
                .split("\0")) {
            if (!path.isEmpty()) {
                ignored.add(path);
            }
        }
        return ignored;
    }

    private static String run(Path directory, String input, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("git", "-c", "core.excludesFile="));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
        builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
        var process = start(builder.redirectError(ProcessBuilder.Redirect.INHERIT));
        CompletableFuture.runAsync(() -> write(process, input));
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() > 1) {
            throw new AssertionError("git " + List.of(arguments) + " ended with " + process.exitValue());
        }
        return output;
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException missing) {
            throw new AssertionError("this test compares with git: install it (apt-get install git)", missing);
        }
    }

    private static void write(Process process, String input) {
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException ended) {
            // Its answer tells.
        }
    }
}
