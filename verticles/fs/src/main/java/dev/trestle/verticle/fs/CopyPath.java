package dev.trestle.verticle.fs;

import dev.trestle.bus.Call;
import dev.trestle.bus.OperationHandler;
import dev.trestle.verticle.fs.disk.Disk;
import dev.trestle.verticle.fs.draft.Arrival;
import dev.trestle.verticle.fs.draft.Copying;
import dev.trestle.verticle.fs.path.Found;
import dev.trestle.verticle.fs.path.Name;
import dev.trestle.verticle.fs.path.Refusals;
import dev.trestle.wire.Fs.Copy;
import dev.trestle.wire.Fs.Entry;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.List;

/** {@code fs.copy}: copies a file, a link or a directory with all it holds, as {@link Copying} says. */
final class CopyPath implements OperationHandler<Copy, Entry> {

    private final Disk disk;

    CopyPath(Disk disk) {
        this.disk = disk;
    }

    @Override
    public Future<Entry> handle(Copy request, Call call) {
        var from = Name.of("from", request.from());
        var to = Name.of("to", request.to());
        if (to.isRoot()) {
            throw Refusals.root("replaced");
        }
        var claims = List.of(from.toLook(call), to.toChange(call));
        var subject = from.given() + " to " + to.given();
        return disk.run(call, claims, subject, root -> {
            try (var source = root.itself(from);
                    var place = root.itself(to)) {
                return copy(source, place, request.overwrite(), call);
            }
        });
    }

    private static Entry copy(Found from, Found to, boolean overwrite, Call call) throws IOException {
        from.orMissing();
        if (to.isAt(from)) {
            if (overwrite) {
                return to.entry();
            }
            throw Refusals.exists(to.name().given());
        }
        Arrival.check(from, to, overwrite);
        Copying.fresh(call::cancelled).copy(from, to, overwrite);
        return to.again().entry();
    }
}
