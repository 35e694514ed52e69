package dev.trestle.it;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A process that a test has started: what it says, how it ends, and that it does. */
final class Launched implements AutoCloseable {

    /** Longer than anything here takes on a busy machine. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * How a process ended.
     *
     * @param out all of its standard output
     * @param err all of its standard error
     */
    record Ended(int exitCode, String out, String err) {}

    private final Process process;
    private final Path out;
    private final Path err;

    private Launched(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts {@code command} in {@code folder} with these variables and no others, and nothing on its standard input. */
    static Launched start(Path folder, Map<String, String> environment, List<String> command) {
        try {
            var out = Files.createTempFile("trestle-it", ".out");
            var err = Files.createTempFile("trestle-it", ".err");
            var builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            var process = builder.start();
            process.getOutputStream().close();
            return new Launched(process, out, err);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /** Everything on standard output so far. */
    String out() {
        return read(out);
    }

    /** Everything on standard error so far. */
    String err() {
        return read(err);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until standard output has a whole line that {@code wanted} accepts, and yields it. */
    String line(Predicate<String> wanted) {
        return line(wanted, PATIENCE);
    }

    /** As {@link #line(Predicate)}, and waits for so long. */
    String line(Predicate<String> wanted, Duration patience) {
        await().atMost(patience)
                .pollInterval(Duration.ofMillis(10))
                .failFast(() -> {
                    if (!process.isAlive() && !hasSaid(wanted)) {
                        throw new AssertionError("it ended early, saying: " + err());
                    }
                })
                .until(() -> hasSaid(wanted));
        return wholeLines().stream().filter(wanted).findFirst().orElseThrow();
    }

    private boolean hasSaid(Predicate<String> wanted) {
        return wholeLines().stream().anyMatch(wanted);
    }

    private List<String> wholeLines() {
        var text = out();
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    /** Sends {@code signal}, such as INT, to this process alone. */
    void signal(String signal) {
        var kill =
                start(Path.of("").toAbsolutePath(), Map.of(), List.of("sh", "-c", "kill -s " + signal + " " + pid()));
        try (kill) {
            kill.ended();
        }
    }

    /** Sends SIGTERM and waits for the end. */
    Ended terminate() {
        return terminate(PATIENCE);
    }

    /** As {@link #terminate()}, and waits for so long. */
    Ended terminate(Duration patience) {
        process.destroy();
        return ended(patience);
    }

    /** Waits for the end. */
    Ended ended() {
        return ended(PATIENCE);
    }

    /** As {@link #ended()}, for so long. */
    Ended ended(Duration patience) {
        try {
            if (process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Ended(process.exitValue(), out(), err());
            }
            throw new AssertionError("still running after " + patience + ", saying: " + err());
        } catch (InterruptedException cause) {
            throw new AssertionError(cause);
        }
    }

    /** Ends the process and what it has started, unless they have ended. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
        try {
            Files.deleteIfExists(out);
            Files.deleteIfExists(err);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
