package dev.trestle.verticle.pty;

import dev.trestle.bus.Call;
import dev.trestle.bus.OperationHandler;
import dev.trestle.wire.Pty;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;

/** {@code pty.open}: whoever calls looks on from the first byte, unless there is no connection to send it to. */
final class OpenTerminal implements OperationHandler<Pty.Open, Pty.Opened> {

    private final Room room;
    private final Programs programs;
    private final WorkerExecutor threads;

    OpenTerminal(Room room, Programs programs, WorkerExecutor threads) {
        this.room = room;
        this.programs = programs;
        this.threads = threads;
    }

    @Override
    public Future<Pty.Opened> handle(Pty.Open request, Call call) {
        if (request.command() != null) {
            Programs.check(request.command());
        }
        var workplace = room.workplaces().find(call);
        var name = request.name() == null ? programs.nameOf(request) : request.name();
        var facts = room.terminals().reserve(call, name);
        return threads.executeBlocking(() -> programs.start(workplace, facts, request), false)
                .onFailure(refused -> room.terminals().release(facts))
                .map(terminal -> begin(terminal, request, call));
    }

    private Pty.Opened begin(Terminal terminal, Pty.Open request, Call call) {
        var viewing = call.stream() == null ? null : room.view(terminal, call.stream());
        if (viewing != null) {
            terminal.attach(viewing, new Pty.Attach(terminal.facts().id(), 0L, request.binary(), false));
            terminal.show().resize(viewing.stream(), new Size(request.cols(), request.rows()));
        }
        room.terminals().run(terminal);
        return new Pty.Opened(terminal.facts().id(), viewing == null ? null : viewing.stream(), terminal.pid(), 0);
    }
}
