package dev.trestle.verticle.pty;

import dev.trestle.bus.Call;
import dev.trestle.bus.OperationHandler;
import dev.trestle.bus.Streams;
import dev.trestle.wire.Empty;
import dev.trestle.wire.Pty;
import io.vertx.core.Future;

/** {@code pty.resize}. */
final class ResizeTerminal implements OperationHandler<Pty.Resize, Empty> {

    private final Room room;

    ResizeTerminal(Room room) {
        this.room = room;
    }

    @Override
    public Future<Empty> handle(Pty.Resize request, Call call) {
        var terminal = room.terminals().find(call, request.terminal());
        var stream = call.stream() == null ? null : Streams.numberOf(call.stream());
        return terminal.ask(() -> {
            terminal.show().resize(stream, new Size(request.cols(), request.rows()));
            return new Empty();
        });
    }
}
