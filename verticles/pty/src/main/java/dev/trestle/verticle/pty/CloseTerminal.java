package dev.trestle.verticle.pty;

import dev.trestle.bus.Call;
import dev.trestle.bus.OperationHandler;
import dev.trestle.wire.Empty;
import dev.trestle.wire.Pty;
import io.vertx.core.Future;

/** {@code pty.close}: answered when nothing of the terminal runs any more. */
final class CloseTerminal implements OperationHandler<Pty.Close, Empty> {

    private final Room room;

    CloseTerminal(Room room) {
        this.room = room;
    }

    @Override
    public Future<Empty> handle(Pty.Close request, Call call) {
        return room.close(room.terminals().find(call, request.terminal())).map(new Empty());
    }
}
