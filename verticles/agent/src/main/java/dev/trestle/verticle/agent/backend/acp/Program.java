package dev.trestle.verticle.agent.backend.acp;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * An agent's process, the leader of a session and a group of its own, so that all it starts ends with it. It sees few of
 * this process's variables, and of the secrets in them those that the settings name for it.
 */
final class Program {

    private static final Set<String> INHERITED =
            Set.of("PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LANGUAGE", "TZ");
    private static final long STACK_BYTES = 262_144;
    private static final int REMARK = 300;

    /** How long a group may take to end by itself, and a process to be seen as ended, in milliseconds. */
    private static final long GRACE = 500;

    private final Process process;
    private volatile String lastRemark = "";

    private Program(Process process) {
        this.process = process;
    }

    /**
     * Starts {@code command} in {@code directory}. Blocks.
     *
     * @param variables those of this process
     * @param granted the names of those that it is given beside the usual ones
     * @throws Failure {@code UNAVAILABLE} when it cannot be started
     */
    static Program start(List<String> command, Path directory, Map<String, String> variables, List<String> granted) {
        var whole = new ArrayList<>(List.of("setsid"));
        whole.addAll(command);
        var builder = new ProcessBuilder(whole).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(surroundings(variables, granted));
        try {
            var program = new Program(builder.start());
            program.thread("stderr", program::listen);
            return program;
        } catch (IOException cause) {
            throw new Failure(ErrorCode.UNAVAILABLE, "the agent could not be started: " + cause.getMessage());
        }
    }

    static Map<String, String> surroundings(Map<String, String> variables, List<String> granted) {
        var seen = new HashMap<String, String>();
        variables.forEach((name, value) -> {
            if (INHERITED.contains(name) || name.startsWith("LC_") || granted.contains(name)) {
                seen.put(name, value);
            }
        });
        return seen;
    }

    Process process() {
        return process;
    }

    /** Runs {@code task} beside everything else. */
    void thread(String name, Runnable task) {
        var thread = new Thread(null, task, "agent-" + process.pid() + "-" + name, STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
    }

    /** Takes what it writes to its standard error, and keeps the last line, for whoever asks why it ended. */
    private void listen() {
        var line = new byte[REMARK];
        int length = 0;
        try (InputStream errors = process.getErrorStream()) {
            for (int next = errors.read(); next >= 0; next = errors.read()) {
                if (next == '\n') {
                    remark(line, length);
                    length = 0;
                } else if (length < REMARK) {
                    line[length++] = (byte) next;
                }
            }
        } catch (IOException gone) {
            // It has ended, or is about to.
        }
        remark(line, length);
    }

    private void remark(byte[] line, int length) {
        var text = new String(line, 0, length, StandardCharsets.UTF_8).strip();
        lastRemark = text.isEmpty() ? lastRemark : text;
    }

    /** Why there is nothing more to read of it. Blocks, for half a second at most. */
    Failure ended() {
        boolean over = within(GRACE);
        var how = over ? "ended with code " + process.exitValue() : "has closed its standard output";
        var remark = lastRemark.isEmpty() ? "" : ": " + lastRemark;
        return new Failure(ErrorCode.UNAVAILABLE, "the agent " + how + remark);
    }

    private boolean within(long milliseconds) {
        try {
            return process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends it and all of its group, by force where they take long. Blocks, for half a second at most. */
    void end() {
        try {
            process.getOutputStream().close();
        } catch (IOException | UncheckedIOException alreadyClosed) {
            // So much the better.
        }
        int group = (int) process.pid();
        Groups.signal(group, Groups.TERM);
        within(GRACE);
        Groups.signal(group, Groups.KILL);
        process.destroyForcibly();
    }
}
