package dev.trestle.gateway.dialect.gathering;

import dev.trestle.gateway.dialect.EventSocket;
import dev.trestle.gateway.dialect.Screens;
import dev.trestle.wire.CloseCode;
import dev.trestle.wire.Default;
import dev.trestle.wire.Pty;
import dev.trestle.wire.Range;
import io.vertx.core.Future;

/** {@code /ws/terminal/{id}}: a shell for as long as the socket is there; what it says comes as it is. */
final class Shell implements Screens.Viewer {

    private static final int ROWS = 24;
    private static final int COLS = 80;

    /** What is typed. */
    record Input(String data) {}

    /** The size of the window. */
    record Resize(
            @Default("24") @Range(min = 1, max = 1000) int rows,
            @Default("80") @Range(min = 1, max = 1000) int cols) {}

    private final EventSocket socket;

    Shell(EventSocket socket) {
        this.socket = socket;
    }

    /** What comes before the shell has begun is done once it has. */
    void serve() {
        var screens = socket.screens();
        Future<String> opening = screens.open(COLS, ROWS, this);
        socket.on("input", Input.class, input -> opening.onSuccess(shell -> screens.type(shell, input.data())))
                .on(
                        "resize",
                        Resize.class,
                        size -> opening.onSuccess(shell -> screens.resize(shell, size.cols(), size.rows())))
                .onUnreadable(garbage -> {});
        socket.onClose(() -> opening.onSuccess(screens::close));
        opening.onFailure(refused -> {
            socket.say("\r\n" + refused.getMessage() + "\r\n", () -> {});
            socket.close(CloseCode.INTERNAL, "no shell could be started");
        });
    }

    @Override
    public void output(String text, Runnable taken) {
        socket.say(text, taken);
    }

    @Override
    public void ended(Pty.Exited how) {
        socket.close(CloseCode.NORMAL, "the shell has ended");
    }
}
