package dev.trestle.verticle.pty;

import dev.trestle.config.ConfigException;
import dev.trestle.config.PtyConfig;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The variables that a program in a terminal sees: few of this process's, and none of its {@code TRESTLE_*}. */
final class Surroundings {

    private static final String OURS = "TRESTLE_";
    private static final Set<String> INHERITED =
            Set.of("PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LANGUAGE", "TZ");
    private static final String SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final Map<String, String> inherited = new HashMap<>();
    private final int mostBytes;

    /**
     * Chooses from {@code worker}, the variables of this process.
     *
     * @param shell the shell of all terminals; {@code null} for that of {@code worker}
     * @param mostBytes how much a client may add
     */
    Surroundings(Map<String, String> worker, String shell, int mostBytes) {
        this.mostBytes = mostBytes;
        worker.forEach((name, value) -> {
            if (INHERITED.contains(name) || name.startsWith("LC_")) {
                inherited.put(name, value);
            }
        });
        inherited.putIfAbsent("PATH", SYSTEM_PATH);
        inherited.put("SHELL", shell == null ? shell() : shell);
        inherited.put("TERM", "xterm-256color");
        inherited.put("COLORTERM", "truecolor");
    }

    /**
     * The variables of one terminal.
     *
     * @param asked what the client wants beside these, or instead of them; {@code null} when nothing
     * @throws Failure {@code INVALID_ARGUMENT} for what cannot be a variable, {@code TOO_LARGE} for too many
     */
    Map<String, String> of(String workspace, String terminal, Map<String, String> asked) {
        var variables = of(workspace, inherited, asked);
        variables.put(OURS + "TERMINAL", terminal);
        return variables;
    }

    /** As {@link #of(String, String, Map)}, for a program that has no terminal. */
    Map<String, String> of(String workspace, Map<String, String> asked) {
        var plain = new HashMap<>(inherited);
        plain.put("TERM", "dumb");
        plain.remove("COLORTERM");
        return of(workspace, plain, asked);
    }

    private Map<String, String> of(String workspace, Map<String, String> given, Map<String, String> asked) {
        var variables = new HashMap<>(given);
        if (asked != null) {
            check(asked);
            variables.putAll(asked);
        }
        variables.put(OURS + "WORKSPACE", workspace);
        return variables;
    }

    /** As {@code pty.shell} and {@code pty.envBytes} say. Blocks, to see whether that shell is there. */
    static Surroundings of(PtyConfig config, Map<String, String> worker) {
        var shell = config.shell();
        if (shell != null && !isProgram(shell)) {
            throw ConfigException.about("pty.shell", "must be a program that can be executed, not \"" + shell + "\"");
        }
        return new Surroundings(worker, shell, config.envBytes());
    }

    private static boolean isProgram(String path) {
        return path.startsWith("/") && Files.isExecutable(Path.of(path)) && Files.isRegularFile(Path.of(path));
    }

    /** What to start when the client names no program: {@code pty.shell}, {@code $SHELL}, {@code /bin/bash} or {@code /bin/sh}. */
    String shell() {
        return Stream.of(inherited.getOrDefault("SHELL", ""), "/bin/bash")
                .filter(Surroundings::isProgram)
                .findFirst()
                .orElse("/bin/sh");
    }

    private void check(Map<String, String> asked) {
        asked.forEach(Surroundings::check);
        long bytes = asked.entrySet().stream()
                .mapToLong(variable -> variable.getKey().length() + utf8(variable.getValue()))
                .sum();
        if (bytes > mostBytes) {
            throw new Failure(
                            ErrorCode.TOO_LARGE,
                            "env has " + bytes + " bytes, and may have pty.envBytes = " + mostBytes)
                    .with(Map.of("limit", mostBytes, "size", bytes));
        }
    }

    private static int utf8(String value) {
        return value.getBytes(StandardCharsets.UTF_8).length;
    }

    private static void check(String name, String value) {
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw invalid("env has a name that is not letters, digits and _ behind a letter or _: \"" + name + "\"");
        }
        if (name.startsWith(OURS)) {
            throw invalid("env may not set " + name + ": names with " + OURS + " are the server's");
        }
        if (value == null || value.indexOf('\0') >= 0) {
            throw invalid("env." + name + " must be a text without NUL");
        }
    }

    private static Failure invalid(String sentence) {
        return new Failure(ErrorCode.INVALID_ARGUMENT, sentence);
    }
}
