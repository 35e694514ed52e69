package dev.trestle.verticle.git.process;

import dev.trestle.config.GitConfig;
import dev.trestle.config.PtyConfig;
import dev.trestle.sandbox.Launch;
import dev.trestle.sandbox.Sandbox;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts gits, and is the only place that does. Each runs as {@link Policy} says, in the sandbox, in a process group of its
 * own without a terminal. Blocks until it has ended: the thread that calls reads what it says.
 */
public final class GitProgram implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(GitProgram.class);

    /** What has bytes that are not ASCII goes through a file: a JVM can hand over no others in every locale. */
    private static final List<String> FROM_FILE = List.of("xargs", "-0", "-x", "-n", "1000000", "-s", "1000000", "-a");

    /** By which xargs says that the command failed. */
    private static final int FAILED = 123;

    private static final long LAST_WORDS_MS = 1000;

    private final GitConfig config;
    private final Own own;
    private final Policy policy;
    private final Sandbox alone;
    private final Sandbox connected;
    private final ExecutorService pipes;
    private final Installed installed;

    /** Blocks. @param variables those of this process */
    public GitProgram(GitConfig config, PtyConfig terminals, Map<String, String> variables) {
        this.config = config;
        own = new Own(config);
        policy = new Policy(config, variables, own);
        alone = Sandbox.of(terminals, false, variables);
        connected = Sandbox.of(terminals, true, variables);
        var number = new AtomicInteger();
        pipes = Executors.newCachedThreadPool(task -> {
            var thread = new Thread(task, "git-pipe-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        var anywhere = new Place(own.home(), own.home(), null, false);
        installed = new Installed(() -> say(anywhere, Command.read("version"), new Stop(), Talk.NONE));
    }

    /**
     * Whether gits can be started for these workspaces; blocks, for the start of a node. Refuses where a sandbox does not
     * work. Where git is missing or too old, the node serves its other roles, and each call here says so.
     */
    public void check(Collection<Path> workspaces) throws IOException {
        alone.check(workspaces);
        connected.check(workspaces);
        try {
            installed.check();
        } catch (Failure unfit) {
            LOGGER.atWarn().addKeyValue("cause", unfit.getMessage()).log("operations of git are not served");
        }
    }

    /**
     * Runs {@code command} and yields what {@code reader} makes of its output.
     *
     * @throws Failure what git's complaint means, where it ended with anything but 0
     */
    public <T> T read(Place place, Command command, Stop stop, Reader<T> reader) throws IOException {
        installed.check();
        var whole = new boolean[1];
        var result = new ArrayList<T>(1);
        var said = run(place, command, stop, Talk.NONE, output -> {
            result.add(reader.read(output));
            whole[0] = output.ended();
        });
        if (whole[0] && said.code() != 0) {
            throw Refusals.of(command, said, place);
        }
        return result.get(0);
    }

    /** Runs {@code command}, whatever its exit code, and keeps all of its output. */
    public Said ask(Place place, Command command, Stop stop, Talk talk) throws IOException {
        installed.check();
        return say(place, command, stop, talk);
    }

    private Said say(Place place, Command command, Stop stop, Talk talk) throws IOException {
        var kept = new byte[1][];
        var said = run(place, command, stop, talk, output -> kept[0] = output.readAllBytes());
        return new Said(said.code(), kept[0], said.complaint());
    }

    private interface Taking {
        void from(Limited output) throws IOException;
    }

    private Said run(Place place, Command command, Stop stop, Talk talk, Taking taking) throws IOException {
        stop.check();
        var readable = new ArrayList<>(List.of(own.home(), own.settings()));
        var variables = policy.variables(command.purpose(), place.top());
        variables.putAll(talk.variables());
        readable.addAll(talk.readable());
        var words = command.words(policy.words(command.purpose(), place.bare()));
        var file = words.stream().allMatch(GitProgram::isAscii) ? null : file(words);
        try {
            var line = new ArrayList<>(file == null ? List.of("git") : FROM_FILE);
            if (file == null) {
                words.forEach(word -> line.add(new String(word, StandardCharsets.US_ASCII)));
            } else {
                readable.add(file);
                line.addAll(List.of(file.toString(), "git"));
            }
            var sandbox = command.purpose() == Purpose.REMOTE ? connected : alone;
            var launch = sandbox.prepare(place.workspace(), new Launch(line, variables, place.directory(), readable));
            return run(launch, command.input(), stop, talk, taking);
        } finally {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        }
    }

    private Said run(Launch launch, byte[] input, Stop stop, Talk talk, Taking taking) throws IOException {
        var process = start(launch);
        var running = new Running(process);
        stop.follows(running);
        var complaints = new Complaints(process.getErrorStream(), talk.lines());
        var heard = CompletableFuture.runAsync(complaints, pipes);
        write(process, input);
        try {
            var output = new Limited(process.getInputStream(), config.maxOutputBytes());
            taking.from(output);
            if (!output.ended()) {
                running.kill();
            }
        } catch (IOException | RuntimeException broken) {
            running.kill();
            throw broken;
        } finally {
            running.await();
            stop.follows(null);
            stop.check();
        }
        hear(heard);
        int code = process.exitValue();
        return new Said(code == FAILED ? 1 : code, new byte[0], complaints.text());
    }

    private static Process start(Launch launch) throws IOException {
        var line = new ArrayList<>(List.of("setsid"));
        line.addAll(launch.command());
        var builder = new ProcessBuilder(line).directory(launch.directory().toFile());
        builder.environment().clear();
        builder.environment().putAll(launch.environment());
        try {
            return builder.start();
        } catch (IOException cause) {
            if (Files.isDirectory(launch.directory())) {
                throw cause;
            }
            throw new Failure(ErrorCode.NOT_FOUND, "the folder of the repository is gone");
        }
    }

    private void write(Process process, byte[] input) throws IOException {
        if (input.length == 0) {
            process.getOutputStream().close();
            return;
        }
        pipes.execute(() -> {
            try (var stdin = process.getOutputStream()) {
                stdin.write(input);
            } catch (IOException ended) {
                // How it ended tells.
            }
        });
    }

    /** What has left the group may hold standard error for ever; what git itself said has been read by then. */
    private static void hear(CompletableFuture<Void> heard) {
        try {
            heard.get(LAST_WORDS_MS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException heldByOthers) {
            heard.cancel(true);
        } catch (InterruptedException | ExecutionException nobodyDoes) {
            throw new IllegalStateException(nobodyDoes);
        }
    }

    private Path file(List<byte[]> words) throws IOException {
        var all = new ByteArrayOutputStream();
        words.forEach(word -> {
            all.writeBytes(word);
            all.write(0);
        });
        return Files.write(Files.createTempFile(own.folder(), "arguments", ""), all.toByteArray());
    }

    private static boolean isAscii(byte[] word) {
        for (var b : word) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    /** A folder of this process alone, for one run that asks for secrets. */
    public Path room() throws IOException {
        return own.room();
    }

    @Override
    public void close() {
        pipes.shutdown();
        own.close();
    }
}
