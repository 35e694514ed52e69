package dev.trestle.verticle.pty;

import dev.trestle.sandbox.Syscalls;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Signals to the programs of a terminal. Any thread may call; it does not block. */
final class Signals {

    /** Numbers of Linux on x86-64 and aarch64. */
    private static final Map<String, Integer> NUMBERS = new TreeMap<>(Map.of(
            "HUP", 1, "INT", 2, "QUIT", 3, "KILL", 9, "USR1", 10, "USR2", 12, "TERM", 15, "CONT", 18, "STOP", 19,
            "TSTP", 20));

    /** Where {@code /proc/PID/stat}, behind the name, has the process group in the foreground of the terminal. */
    private static final int FOREGROUND = 5;

    private Signals() {}

    /**
     * Sends a signal to the programs in the foreground of a terminal, as its keys do: Ctrl-C is INT.
     *
     * @param pid of the process that the terminal was started with, as long as that has not been waited for
     * @param name without SIG, such as INT or TERM
     * @return whether there was anybody to hear it
     * @throws Failure {@code INVALID_ARGUMENT} for a name that is not known
     */
    static boolean send(long pid, String name) {
        var number = NUMBERS.get(name);
        if (number == null) {
            throw new Failure(
                    ErrorCode.INVALID_ARGUMENT,
                    "signal must be one of " + String.join(", ", NUMBERS.keySet()) + ", not " + name);
        }
        int group = foreground(pid);
        return group > 0 && Syscalls.kill(-group, number) == 0;
    }

    /** The group's number; nothing above zero when there is none, or the process is gone. */
    private static int foreground(long pid) {
        try {
            var stat = new String(
                    Files.readAllBytes(Path.of("/proc", String.valueOf(pid), "stat")), StandardCharsets.ISO_8859_1);
            return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[FOREGROUND]);
        } catch (IOException gone) {
            return 0;
        }
    }
}
