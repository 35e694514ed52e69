package dev.trestle.verticle.pty;

import com.pty4j.unix.PtyHelpers;
import dev.trestle.bus.Workplace;
import dev.trestle.config.PtyConfig;
import dev.trestle.sandbox.Launch;
import dev.trestle.sandbox.Reaper;
import dev.trestle.sandbox.Sandbox;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Pty;
import dev.trestle.wire.PtyRun;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Starts programs, in new terminals and without. Blocks, for some milliseconds; any thread may call. */
final class Programs {

    private final PtyConfig config;
    private final Sandbox sandbox;
    private final Surroundings surroundings;
    private final Reaper reaper;
    private final Crew crew;

    Programs(PtyConfig config, Sandbox sandbox, Surroundings surroundings, Reaper reaper, Crew crew) {
        this.config = config;
        this.sandbox = sandbox;
        this.surroundings = surroundings;
        this.reaper = reaper;
        this.crew = crew;
    }

    /** What a terminal is called that has no name. */
    String nameOf(Pty.Open request) {
        return nameOf(command(request));
    }

    static String nameOf(List<String> command) {
        var program = command.get(0);
        return program.substring(program.lastIndexOf('/') + 1);
    }

    /**
     * Refuses what can be no command.
     *
     * @throws Failure {@code INVALID_ARGUMENT}
     */
    static void check(List<String> command) {
        if (command.isEmpty()) {
            throw new Failure(ErrorCode.INVALID_ARGUMENT, "command must name a program");
        }
        if (command.stream().anyMatch(argument -> argument.indexOf('\0') >= 0)) {
            throw new Failure(ErrorCode.INVALID_ARGUMENT, "command must be without NUL");
        }
    }

    private List<String> command(Pty.Open request) {
        return request.command() == null ? List.of(surroundings.shell()) : request.command();
    }

    /**
     * What {@code request} asks for, started in a terminal that is yet to be run.
     *
     * @throws Failure that names what cannot be started
     */
    Terminal start(Workplace workplace, Facts facts, Pty.Open request) {
        var size = new Size(request.cols(), request.rows());
        var mark = reaper.mark();
        var directory = workplace.directory(request.cwd());
        var environment = surroundings.of(workplace.id(), facts.id(), request.env());
        var wanted = new Launch(command(request), environment, directory);
        var program = program(wanted.command().get(0), directory, environment);
        var launch = mark.on(sandbox.prepare(workplace.root(), wanted));
        // Inside a sandbox another program comes first.
        var first = launch.command().get(0).equals(wanted.command().get(0))
                ? program
                : Path.of(launch.command().get(0));
        try {
            var master = Master.open(size.cols(), size.rows());
            int pid = execute(first, launch, master);
            if (pid < 0) {
                master.close();
                throw new Failure(ErrorCode.BUSY, "no process could be started");
            }
            reaper.born(mark, pid);
            return new Terminal(facts, size, master, new Child(pid, mark, Libc.pidfd(pid)), reaper, crew, config);
        } catch (IOException exhausted) {
            throw new Failure(ErrorCode.BUSY, exhausted.getMessage());
        }
    }

    /**
     * What {@code request} asks for, as the leader of a session of its own, with nothing to read.
     *
     * @throws Failure that names what cannot be started
     */
    Running run(Workplace workplace, PtyRun.Run request) {
        var mark = reaper.mark();
        var directory = workplace.directory(request.cwd());
        var environment = surroundings.of(workplace.id(), request.env());
        program(request.command().get(0), directory, environment);
        var wanted = new Launch(request.command(), environment, directory);
        var launch = mark.on(sandbox.prepare(workplace.root(), wanted));
        var line = new ArrayList<>(List.of("setsid"));
        line.addAll(launch.command());
        var builder =
                new ProcessBuilder(line).directory(launch.directory().toFile()).redirectInput(new File("/dev/null"));
        builder.environment().clear();
        builder.environment().putAll(launch.environment());
        try {
            var process = builder.start();
            reaper.born(mark, process.pid());
            return new Running(process, () -> reaper.end(mark), config.runOutputBytes());
        } catch (IOException exhausted) {
            throw new Failure(ErrorCode.BUSY, "no process could be started: " + exhausted.getMessage());
        }
    }

    /** The file that the program {@code name} means to one who is in {@code directory} and has these variables. */
    private static Path program(String name, Path directory, Map<String, String> environment) {
        try {
            var places = name.contains("/")
                    ? Stream.of(directory.resolve(name))
                    : Stream.of(environment.getOrDefault("PATH", "").split(":"))
                            .map(folder -> directory.resolve(folder).resolve(name));
            return places.filter(file -> !Files.isDirectory(file) && Files.isExecutable(file))
                    .findFirst()
                    .orElseThrow(() -> new Failure(ErrorCode.NOT_FOUND, "no such program: " + name));
        } catch (InvalidPathException wrong) {
            throw new Failure(ErrorCode.INVALID_ARGUMENT, "command must name a program without NUL");
        }
    }

    private static int execute(Path program, Launch launch, Master master) {
        var arguments = launch.command().toArray(String[]::new);
        var variables = launch.environment().entrySet().stream()
                .map(Map.Entry::toString)
                .toArray(String[]::new);
        return Libc.withSignals(() -> PtyHelpers.execPty(
                program.toString(),
                arguments,
                variables,
                launch.directory().toString(),
                master.path(),
                master.descriptor(),
                null,
                -1,
                false));
    }
}
