package dev.trestle.gateway.dialect.gathering;

import dev.trestle.gateway.dialect.Guest;
import dev.trestle.gateway.dialect.Members;
import dev.trestle.wire.PtyRun;
import io.vertx.core.Future;
import io.vertx.ext.web.handler.HttpException;
import java.util.List;
import java.util.Map;

/** Runs a piece of Python in the workspace, as whoever asks could themselves. */
final class Python {

    private static final int SECONDS = 30;
    private static final Map<String, String> VARIABLES = Map.of("NO_COLOR", "1", "PYTHONDONTWRITEBYTECODE", "1");

    /** A program. */
    record Program(String code) {}

    private Python() {}

    /** What {@code program} says and how it ends. */
    static Future<?> run(Guest guest, Program program) {
        var command = List.of("python3", "-c", program.code());
        long start = System.nanoTime();
        return guest.ask(PtyRun.RUN, "command", command, "env", VARIABLES, "timeoutMs", SECONDS * 1000)
                .map(ran -> answer(ran, (System.nanoTime() - start) / 1e9));
    }

    private static Map<String, Object> answer(PtyRun.Ran ran, double seconds) {
        if (ran.timedOut()) {
            throw new HttpException(408, "Execution timeout (" + SECONDS + "s limit). Output: " + ran.stdout());
        } else if (ran.truncated()) {
            throw new HttpException(413, "There is more output than pty.runOutputBytes");
        }
        return Members.of(
                "stdout", ran.stdout(),
                "stderr", ran.stderr(),
                "exit_code", ran.code(),
                "execution_time", seconds);
    }
}
