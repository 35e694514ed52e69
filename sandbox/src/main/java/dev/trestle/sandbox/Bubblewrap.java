package dev.trestle.sandbox;

import dev.trestle.config.ConfigException;
import dev.trestle.config.PtyConfig;
import dev.trestle.sandbox.Syscalls.Limit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Namespaces of Linux, by way of bubblewrap: a program sees its workspace under the path that it has outside, the system
 * read-only, an empty home and {@code /tmp} of its own, and no process but its own. The arguments are the policy; decision
 * 015 says why each is there.
 */
final class Bubblewrap implements Sandbox {

    /**
     * bubblewrap itself stands in the foreground of the terminal until a shell takes its place, and what the keys send
     * there would end it and with it the program, which may have wanted to hear of it. What is ignored here stays ignored
     * in a program that is started, so {@link #AWAKE} undoes it inside.
     */
    private static final String DEAF = "trap '' HUP INT QUIT USR1 USR2 TERM; exec \"$@\"";

    /** Its group is {@code $0}; zero is the process that writes. */
    private static final String GROUPED = "echo 0 >\"$0/cgroup.procs\" || exit 1; ";

    private static final List<String> AWAKE = List.of("/usr/bin/env", "--default-signal");

    /**
     * What {@code /proc} has of the machine and not of a process. Root inside is root outside to these files: by one of
     * them it could choose what the kernel starts, outside, when a program crashes.
     */
    private static final List<String> MACHINE = List.of(
            "/proc/sys",
            "/proc/sysrq-trigger",
            "/proc/irq",
            "/proc/bus",
            "/proc/fs",
            "/proc/acpi",
            "/proc/scsi",
            "/proc/mtrr");

    private static final String KEY = "pty.sandbox";
    private static final long PATIENCE_S = 10;

    private final String bwrap;
    private final List<String> fixed = new ArrayList<>();
    private final List<String> limits;
    private final int processes;
    private final Optional<ProcessGroups> groups;

    Bubblewrap(PtyConfig config, boolean network, Map<String, String> worker) {
        bwrap = find(worker.getOrDefault("PATH", "/usr/bin"));
        fixed.addAll(List.of("--unshare-user", "--unshare-pid", "--unshare-ipc", "--unshare-uts"));
        fixed.add("--unshare-cgroup-try");
        if (!network) {
            fixed.add("--unshare-net");
        }
        fixed.addAll(List.of("--die-with-parent", "--cap-drop", "ALL"));
        fixed.addAll(SystemFiles.arguments());
        fixed.addAll(List.of("--proc", "/proc", "--dev", "/dev"));
        if (Syscalls.isRoot()) {
            MACHINE.forEach(file -> fixed.addAll(List.of("--ro-bind-try", file, file)));
        }
        var size = String.valueOf(config.limits().temporaryBytes());
        Stream.concat(Stream.of("/tmp", "/dev/shm"), home(worker))
                .forEach(folder -> fixed.addAll(List.of("--size", size, "--tmpfs", folder)));
        config.readable().forEach(path -> fixed.addAll(List.of("--ro-bind", path, path)));
        limits = limits(config.limits());
        processes = config.limits().processes();
        groups = Syscalls.isRoot() ? ProcessGroups.find() : Optional.empty();
    }

    private static String find(String path) {
        return Stream.of(path.split(":"))
                .map(folder -> Path.of(folder, "bwrap"))
                .filter(file -> file.isAbsolute() && Files.isExecutable(file))
                .findFirst()
                .orElseThrow(() -> broken("there is no bwrap on the PATH: install the package bubblewrap"))
                .toString();
    }

    private static Stream<String> home(Map<String, String> worker) {
        return Stream.of(worker.getOrDefault("HOME", "")).filter(home -> home.startsWith("/") && home.length() > 1);
    }

    /** Set inside, where the kernel counts the processes of this sandbox alone. */
    private static List<String> limits(PtyConfig.Limits limits) {
        return List.of(
                "/usr/bin/prlimit",
                "--nproc=" + Syscalls.within(Limit.PROCESSES, limits.processes()),
                "--data=" + Syscalls.within(Limit.DATA, limits.memoryBytes()),
                "--nofile=" + Syscalls.within(Limit.OPEN_FILES, limits.openFiles()),
                "--core=0",
                "--");
    }

    @Override
    public void check(Collection<Path> workspaces) {
        for (var workspace : workspaces) {
            if (workspace.getNameCount() == 0) {
                throw broken("a workspace that is the whole machine cannot be kept apart from it");
            }
        }
        if (Syscalls.isRoot() && groups.isEmpty()) {
            throw broken("this is root, whose processes Linux does not count, and there is no cgroup to limit them in"
                    + " (pty.limits.processes): run it as another user");
        }
        for (var workspace : workspaces.stream().limit(1).toList()) {
            var trial = prepare(workspace, new Launch(List.of("/bin/true"), Map.of(), workspace));
            var accident = accident(trial);
            if (!accident.isEmpty()) {
                throw broken("it does not work here (" + accident + "): it needs bubblewrap 0.8, user namespaces that"
                        + " this user may make, and env and prlimit as GNU coreutils and util-linux have them");
            }
        }
    }

    @Override
    public Launch prepare(Path workspace, Launch wanted) {
        if (!wanted.directory().startsWith(workspace) || workspace.getNameCount() == 0) {
            throw new IllegalArgumentException(wanted.directory() + " is not in the workspace " + workspace);
        }
        var command = new ArrayList<>(outside());
        command.add(bwrap);
        command.addAll(fixed);
        command.addAll(List.of("--bind", workspace.toString(), workspace.toString()));
        wanted.readable().forEach(path -> command.addAll(List.of("--ro-bind", path.toString(), path.toString())));
        wanted.writable().forEach(path -> command.addAll(List.of("--bind", path.toString(), path.toString())));
        command.addAll(List.of("--chdir", wanted.directory().toString(), "--clearenv"));
        wanted.environment().forEach((name, value) -> command.addAll(List.of("--setenv", name, value)));
        command.add("--");
        command.addAll(AWAKE);
        command.addAll(limits);
        command.addAll(wanted.command());
        // No variables: a program inside can read those of bubblewrap, and bubblewrap is not yet inside.
        return new Launch(command, Map.of(), Path.of("/"));
    }

    private List<String> outside() {
        if (groups.isEmpty()) {
            return List.of("/bin/sh", "-c", DEAF, "sh");
        }
        try {
            return List.of(
                    "/bin/sh",
                    "-c",
                    GROUPED + DEAF,
                    groups.get().make(processes).toString());
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /** What went wrong; empty when nothing did. */
    private static String accident(Launch trial) {
        try {
            var builder = new ProcessBuilder(trial.command()).redirectErrorStream(true);
            builder.environment().clear();
            var process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return "no answer within " + PATIENCE_S + " s";
            }
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.exitValue() == 0 ? "" : said + ", exit code " + process.exitValue();
        } catch (IOException cause) {
            return cause.getMessage();
        } catch (InterruptedException cause) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    private static ConfigException broken(String sentence) {
        return ConfigException.about(KEY, "is bubblewrap, but " + sentence + ". Or set it to none, with care");
    }
}
