package dev.trestle.gateway.call;

import dev.trestle.bus.Caller;
import dev.trestle.bus.Calls;
import dev.trestle.bus.Target;
import dev.trestle.bus.Wire;
import dev.trestle.bus.WorkerDirectory;
import dev.trestle.wire.Pty;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Comparator;
import java.util.List;

/**
 * Answers {@code pty.list}. A terminal stays on the node that started it, and the workspace may be served by another by now;
 * so all nodes are asked that serve it. One that is lost meanwhile has no terminals any more.
 */
final class TerminalList {

    private final WorkerDirectory directory;
    private final Calls calls;

    TerminalList(WorkerDirectory directory, Calls calls) {
        this.directory = directory;
        this.calls = calls;
    }

    /** Yields the JSON of the reply; fails when all nodes do, as one of them did. */
    Future<Buffer> answer(String workspace, Buffer params, Caller caller) {
        var operation = Pty.LIST.name();
        var places = directory.places(operation, workspace);
        if (places.size() < 2) {
            return calls.send(operation, Target.workspace(workspace), params, caller);
        }
        var answers = places.stream()
                .map(place -> calls.send(operation, place, params, caller))
                .toList();
        return Future.join(answers)
                .transform(ended -> answers.stream().anyMatch(Future::succeeded)
                        ? Future.succeededFuture(merge(answers))
                        : answers.get(0));
    }

    private static Buffer merge(List<Future<Buffer>> answers) {
        var terminals = answers.stream()
                .filter(Future::succeeded)
                .flatMap(answer -> Wire.decode(answer.result(), Pty.Listing.class).terminals().stream())
                .sorted(Comparator.comparingLong(Pty.Terminal::created))
                .toList();
        return Buffer.buffer(Wire.encode(new Pty.Listing(terminals)));
    }
}
