package dev.trestle.verticle.fs;

import dev.trestle.bus.Call;
import dev.trestle.bus.OperationHandler;
import dev.trestle.verticle.fs.disk.Disk;
import dev.trestle.verticle.fs.draft.Arrival;
import dev.trestle.verticle.fs.draft.Copying;
import dev.trestle.verticle.fs.draft.Tree;
import dev.trestle.verticle.fs.path.Durably;
import dev.trestle.verticle.fs.path.Found;
import dev.trestle.verticle.fs.path.Name;
import dev.trestle.verticle.fs.path.Refusals;
import dev.trestle.wire.Fs.Entry;
import dev.trestle.wire.Fs.Move;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.util.List;

/**
 * {@code fs.move}: renames or moves, a link itself and not what it points to. One step where both places are on one
 * filesystem; else a faithful copy appears whole at its new place before the old one goes. Onto itself it does nothing.
 */
final class MovePath implements OperationHandler<Move, Entry> {

    private final Disk disk;

    MovePath(Disk disk) {
        this.disk = disk;
    }

    @Override
    public Future<Entry> handle(Move request, Call call) {
        var from = Name.of("from", request.from());
        var to = Name.of("to", request.to());
        if (from.isRoot() || to.isRoot()) {
            throw Refusals.root("moved or replaced");
        }
        var claims = List.of(from.toChange(call), to.toChange(call));
        var subject = from.given() + " to " + to.given();
        return disk.run(call, claims, subject, root -> {
            try (var source = root.itself(from);
                    var place = root.itself(to)) {
                return move(source, place, request.overwrite(), call);
            }
        });
    }

    private static Entry move(Found from, Found to, boolean overwrite, Call call) throws IOException {
        var facts = from.orMissing();
        if (to.isAt(from)) {
            return to.entry();
        }
        Arrival.check(from, to, overwrite);
        if (to.isThere() && to.facts().isSameFileAs(facts)) {
            // Two names of one file: a rename would leave both and call that a success.
            from.fence().run();
            from.directory().delete(from.last());
            Durably.sync(from.directory());
        } else {
            rename(from, to, overwrite, call);
        }
        return to.again().entry();
    }

    private static void rename(Found from, Found to, boolean overwrite, Call call) throws IOException {
        try {
            if (overwrite) {
                Durably.rename(from.directory(), from.last(), to);
            } else {
                Durably.renameNew(from.directory(), from.last(), to);
            }
        } catch (AtomicMoveNotSupportedException otherFilesystem) {
            Copying.faithful(call::cancelled).copy(from, to, overwrite);
            Tree.delete(from.directory(), from.last(), from.fence());
            Durably.sync(from.directory());
        }
    }
}
