package dev.trestle.verticle.pty;

import dev.trestle.bus.Call;
import dev.trestle.bus.OperationHandler;
import dev.trestle.wire.Empty;
import dev.trestle.wire.Pty;
import io.vertx.core.Future;

/** {@code pty.signal}. */
final class SendSignal implements OperationHandler<Pty.Signal, Empty> {

    private final Room room;

    SendSignal(Room room) {
        this.room = room;
    }

    @Override
    public Future<Empty> handle(Pty.Signal request, Call call) {
        var terminal = room.terminals().find(call, request.terminal());
        return terminal.ask(() -> {
            terminal.signal(request.signal());
            return new Empty();
        });
    }
}
