package dev.trestle.gateway.dialect.gathering;

import dev.trestle.gateway.dialect.Door;
import dev.trestle.gateway.dialect.Guest;
import dev.trestle.gateway.dialect.Members;
import dev.trestle.gateway.dialect.Screens;
import dev.trestle.wire.Pty;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.ext.web.handler.HttpException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs a piece of Python in a terminal of the workspace, as whoever asks could themselves. */
final class Python implements Screens.Viewer {

    private static final int SECONDS = 30;
    private static final int MOST = 1_048_576;
    private static final int COLS = 1000;
    private static final int ROWS = 24;

    /** What went wrong is kept until the end, and told behind a mark. */
    private static final String SCRIPT = "stty -opost -echo; errors=$(mktemp) || exit 125; "
            + "python3 -c \"$1\" 2>\"$errors\" </dev/null; code=$?; printf %s \"$2\"; cat \"$errors\"; rm -f \"$errors\"; exit $code";

    /** A program. */
    record Program(String code) {}

    private final String mark = UUID.randomUUID().toString();
    private final StringBuilder said = new StringBuilder();
    private final Promise<Map<String, Object>> end = Promise.promise();
    private final long start = System.nanoTime();

    private Python() {}

    /** What {@code program} says and how it ends. */
    static Future<?> run(Door door, Guest guest, Program program) {
        var run = new Python();
        var screens = door.screens(guest);
        var command = List.of("sh", "-c", SCRIPT, "sh", program.code(), run.mark);
        var variables = Map.of("NO_COLOR", "1", "PYTHONDONTWRITEBYTECODE", "1");
        return screens.open(new Pty.Open(COLS, ROWS, command, null, variables, "run-python", false), run)
                .compose(terminal -> run.end
                        .future()
                        .timeout(SECONDS, TimeUnit.SECONDS)
                        .recover(cause -> Future.failedFuture(cause instanceof TimeoutException ? run.late() : cause))
                        .onComplete(ended -> screens.close(terminal).onComplete(gone -> screens.end())));
    }

    private HttpException late() {
        return new HttpException(408, "Execution timeout (" + SECONDS + "s limit). Output: " + said);
    }

    @Override
    public void output(String text, Runnable taken) {
        if (said.length() + text.length() > MOST) {
            end.tryFail(new HttpException(413, "Output of more than " + MOST + " characters"));
        } else {
            said.append(text);
        }
        taken.run();
    }

    @Override
    public void ended(Pty.Exited how) {
        int cut = said.lastIndexOf(mark);
        end.tryComplete(Members.of(
                "stdout", cut < 0 ? said.toString() : said.substring(0, cut),
                "stderr", cut < 0 ? "" : said.substring(cut + mark.length()),
                "exit_code", how.code() == null ? -1 : how.code(),
                "execution_time", (System.nanoTime() - start) / 1e9));
    }
}
