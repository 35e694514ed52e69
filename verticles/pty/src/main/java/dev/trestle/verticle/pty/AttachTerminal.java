package dev.trestle.verticle.pty;

import dev.trestle.bus.Call;
import dev.trestle.bus.OperationHandler;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Pty;
import io.vertx.core.Future;

/** {@code pty.attach}. */
final class AttachTerminal implements OperationHandler<Pty.Attach, Pty.Attached> {

    private final Room room;

    AttachTerminal(Room room) {
        this.room = room;
    }

    @Override
    public Future<Pty.Attached> handle(Pty.Attach request, Call call) {
        var terminal = room.terminals().find(call, request.terminal());
        if (call.stream() == null) {
            if (!request.snapshot()) {
                throw new Failure(
                        ErrorCode.UNSUPPORTED, "only a WebSocket gets output; without one there is snapshot: true");
            }
            return terminal.ask(() -> terminal.attach(null, request));
        }
        var viewing = room.view(terminal, call.stream());
        return terminal.ask(() -> terminal.attach(viewing, request))
                .onFailure(refused -> viewing.refuse((Failure) refused));
    }
}
