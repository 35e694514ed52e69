package dev.trestle.verticle.pty;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small process beside this one, which kills what is left of the terminals when this one is gone, however it went: it
 * holds a pipe whose other end closes then.
 *
 * <p>Killed with its worker it would be of no use, so it ignores what a terminal sends to all in its foreground.
 */
final class Guard implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(Guard.class);
    private static final String READY = "ready";

    /** {@code $1} is what the marks begin with, {@code $2} how many digits follow; half a second is for a hang-up. */
    private static final String SCRIPT = """
            trap '' HUP INT QUIT TERM
            echo ready
            while read -r line; do :; done
            marked() {
                grep -slE "^Max file locks +$1[0-9]{$2} " /proc/[0-9]*/limits
                grep -slzE "^TRESTLE_MARK=$1[0-9]{$2}$" /proc/[0-9]*/environ
            }
            sleep 0.5
            pass=0
            while [ $pass -lt 100 ]; do
                found=$(marked "$1" "$2" | cut -d / -f 3)
                [ -n "$found" ] || exit 0
                kill -KILL $found 2>/dev/null
                pass=$((pass + 1))
                sleep 0.02
            done
            """;

    private final Process process;
    private volatile boolean dismissed;

    private Guard(Process process) {
        this.process = process;
    }

    /** Blocks until it stands, for some milliseconds. */
    static Guard over(Mark.Series series) {
        var builder = new ProcessBuilder(
                List.of("/bin/sh", "-c", SCRIPT, "trestle-guard", series.digits(), String.valueOf(Mark.DIGITS)));
        builder.directory(Path.of("/").toFile()).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
        try {
            var guard = new Guard(builder.start());
            guard.awaitReady();
            guard.process.onExit().thenRun(guard::gone);
            return guard;
        } catch (IOException cause) {
            throw new UncheckedIOException("terminals need /bin/sh with grep, cut and sleep, as a guard", cause);
        }
    }

    private void awaitReady() throws IOException {
        var line = process.inputReader().readLine();
        if (!READY.equals(line)) {
            throw new IOException("the guard said " + line);
        }
    }

    private void gone() {
        if (!dismissed) {
            LOGGER.atWarn()
                    .addKeyValue("pid", process.pid())
                    .log("the guard was killed: should this process be killed as well, programs of terminals may stay");
        }
    }

    /** The number of the process. */
    long pid() {
        return process.pid();
    }

    /** Looks once more for what is left, and ends. Does not wait for that. */
    @Override
    public void close() {
        dismissed = true;
        try {
            process.getOutputStream().close();
        } catch (IOException alreadyGone) {
            LOGGER.atDebug().setCause(alreadyGone).log("the guard had gone");
        }
    }
}
