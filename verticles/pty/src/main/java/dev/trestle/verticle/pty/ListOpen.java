package dev.trestle.verticle.pty;

import dev.trestle.bus.Call;
import dev.trestle.bus.OperationHandler;
import dev.trestle.wire.Pty;
import io.vertx.core.Future;

/** {@code pty.list}. */
final class ListOpen implements OperationHandler<Pty.ListTerminals, Pty.Listing> {

    private final Room room;

    ListOpen(Room room) {
        this.room = room;
    }

    @Override
    public Future<Pty.Listing> handle(Pty.ListTerminals request, Call call) {
        room.workplaces().find(call);
        return Future.succeededFuture(new Pty.Listing(room.terminals().list(call.workspace())));
    }
}
