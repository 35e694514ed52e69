package dev.trestle.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small process beside this one, which kills what is left of the programs when this one is gone, however it went: it
 * holds a pipe whose other end closes then.
 *
 * <p>Killed with its worker it would be of no use, so it ignores what a terminal sends to all in its foreground.
 */
final class Guard implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(Guard.class);

    /**
     * {@code $1} is what the marks begin with, {@code $2} how many digits follow. It tells first where marks are seen here,
     * which a shell with one tries. Half a second is for the hang-up that the kernel has sent by itself.
     */
    private static final String SCRIPT = """
            trap '' HUP INT QUIT TERM
            seen=variables
            limit="^Max file locks +$1[0-9]{$2} "
            variable="^TRESTLE_MARK=$1[0-9]{$2}$"
            ones=$(printf "%0$2d" 1)
            (ulimit -S -w "$1$ones" || ulimit -S -x "$1$ones"; grep -qE "$limit" /proc/self/limits) 2>/dev/null && seen=limits
            echo $seen
            while read -r line; do :; done
            marked() {
                case $seen in
                    limits) grep -slE "$limit" /proc/[0-9]*/limits ;;
                    *) grep -slzE "$variable" /proc/[0-9]*/environ ;;
                esac
            }
            sleep 0.5
            pass=0
            while [ $pass -lt 100 ]; do
                found=$(marked | cut -d / -f 3)
                [ -n "$found" ] || exit 0
                kill -KILL $found 2>/dev/null
                pass=$((pass + 1))
                sleep 0.02
            done
            """;

    private final Process process;
    private final boolean limitsSeen;
    private volatile boolean dismissed;

    private Guard(Process process, boolean limitsSeen) {
        this.process = process;
        this.limitsSeen = limitsSeen;
        process.onExit().thenRun(this::gone);
    }

    /**
     * Blocks until it stands, for some milliseconds.
     *
     * @throws UncheckedIOException where it cannot be started
     */
    static Guard over(Mark.Series series) {
        var builder = new ProcessBuilder(
                List.of("/bin/sh", "-c", SCRIPT, "trestle-guard", series.digits(), String.valueOf(Mark.DIGITS)));
        builder.directory(Path.of("/").toFile()).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
        try {
            var process = builder.start();
            var seen = process.inputReader().readLine();
            if (seen == null) {
                throw new IOException("it ended at once");
            }
            return new Guard(process, seen.equals("limits"));
        } catch (IOException cause) {
            throw new UncheckedIOException(
                    "programs of workspaces need /bin/sh with grep, cut and sleep, as a guard", cause);
        }
    }

    /** Whether marks are seen among the limits of processes here, or else among their variables alone. */
    boolean limitsSeen() {
        return limitsSeen;
    }

    private void gone() {
        if (!dismissed) {
            LOGGER.atWarn()
                    .addKeyValue("pid", process.pid())
                    .log(
                            "the guard was killed: should this process be killed as well, programs of workspaces may stay");
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
