package dev.trestle.verticle.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The git of this machine as a person uses it, in one folder; it knows nobody's settings. */
record RealGit(Path folder) {

    /** A new repository with a person's name, at the branch main. */
    static RealGit init(Path folder) throws IOException {
        var git = new RealGit(Files.createDirectories(folder));
        git.run("init", "-q", "-b", "main");
        git.run("config", "user.name", "Ada");
        git.run("config", "user.email", "ada@example.org");
        return git;
    }

    /** What it says; fails when it does. */
    String run(String... arguments) {
        return text(ran(true, arguments));
    }

    /** What it says, whether it fails or not. */
    String may(String... arguments) {
        return text(ran(false, arguments));
    }

    /** The very bytes that it says. */
    byte[] bytes(String... arguments) {
        return ran(true, arguments);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).strip();
    }

    private byte[] ran(boolean must, String... arguments) {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        return run(must, command);
    }

    private byte[] run(boolean must, List<String> command) {
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        var variables = builder.environment();
        variables.keySet().removeIf(name -> name.startsWith("GIT_") || name.equals("SSH_ASKPASS"));
        variables.put("GIT_CONFIG_NOSYSTEM", "1");
        variables.put("GIT_CONFIG_GLOBAL", "/dev/null");
        variables.put("GIT_EDITOR", "true");
        variables.put("LC_ALL", "C");
        try {
            var process = builder.start();
            process.getOutputStream().close();
            var output = process.getInputStream().readAllBytes();
            if (!process.waitFor(20, TimeUnit.SECONDS) || must && process.exitValue() != 0) {
                throw new AssertionError(command + ": " + text(output));
            }
            return output;
        } catch (IOException | InterruptedException missing) {
            throw new AssertionError("these tests need git: install it (apt-get install git)", missing);
        }
    }

    /** What a script for sh says, in this folder; for names that Java cannot write. */
    String sh(String script) {
        return text(run(true, List.of("/bin/sh", "-ec", script)));
    }

    /** A file with this content. */
    RealGit file(String path, String content) throws IOException {
        var file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        return this;
    }

    /** A file with this content, committed with the path as message. */
    String commit(String path, String content) throws IOException {
        file(path, content);
        run("add", "--", path);
        run("commit", "-q", "-m", "change " + path);
        return head();
    }

    String head() {
        return run("rev-parse", "HEAD");
    }

    String read(String path) throws IOException {
        return Files.readString(folder.resolve(path));
    }

    boolean exists(String path) {
        return Files.exists(folder.resolve(path));
    }
}
