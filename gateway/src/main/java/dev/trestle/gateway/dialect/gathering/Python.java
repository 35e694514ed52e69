package dev.trestle.gateway.dialect.gathering;

import dev.trestle.gateway.dialect.Door;
import dev.trestle.gateway.dialect.Guest;
import dev.trestle.gateway.dialect.Members;
import dev.trestle.gateway.dialect.Screens;
import dev.trestle.gateway.dialect.WebTable;
import dev.trestle.wire.Pty;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.ext.web.handler.HttpException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Runs a piece of Python in a terminal of the workspace, as whoever asks could themselves. */
final class Python {

    private static final long PATIENCE = 30_000;
    private static final int MOST = 1_048_576;
    private static final int COLS = 1000;
    private static final int ROWS = 24;

    /** What went wrong is kept until the end, and told behind a mark. */
    private static final String SCRIPT = "stty -opost -echo; errors=$(mktemp) || exit 125; "
            + "python3 -c \"$1\" 2>\"$errors\" </dev/null; code=$?; printf %s \"$2\"; cat \"$errors\"; rm -f \"$errors\"; exit $code";

    private final Door door;

    Python(Door door) {
        this.door = door;
    }

    /** A program. */
    record Program(String code) {}

    void into(WebTable table) {
        table.on("POST", "run-python", Program.class, (ask, program) -> new Run(ask.guest()).of(program.code()));
    }

    private final class Run implements Screens.Viewer {

        private final Screens screens;
        private final String mark = UUID.randomUUID().toString();
        private final StringBuilder said = new StringBuilder();
        private final Promise<Map<String, Object>> end = Promise.promise();
        private final long start = System.nanoTime();

        private Run(Guest guest) {
            this.screens = door.screens(guest);
        }

        private Future<Map<String, Object>> of(String code) {
            var command = List.of("sh", "-c", SCRIPT, "sh", code, mark);
            var variables = Map.of("NO_COLOR", "1", "PYTHONDONTWRITEBYTECODE", "1");
            screens.open(new Pty.Open(COLS, ROWS, command, null, variables, "run-python", false), this)
                    .onSuccess(terminal -> {
                        long timer = door.vertx()
                                .setTimer(
                                        PATIENCE,
                                        late -> end.tryFail(new HttpException(
                                                408, "Execution timeout (30s limit). Output: " + said)));
                        end.future().onComplete(ended -> {
                            door.vertx().cancelTimer(timer);
                            screens.close(terminal).onComplete(gone -> screens.end());
                        });
                    })
                    .onFailure(end::tryFail);
            return end.future();
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
}
