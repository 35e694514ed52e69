package dev.trestle.verticle.fs;

import dev.trestle.bus.Call;
import dev.trestle.bus.OperationHandler;
import dev.trestle.wire.Fs.Entry;
import dev.trestle.wire.Fs.Stat;
import io.vertx.core.Future;

/** {@code fs.stat}: says what is at a path; a link is a link. */
final class StatPath implements OperationHandler<Stat, Entry> {

    private final Disk disk;

    StatPath(Disk disk) {
        this.disk = disk;
    }

    @Override
    public Future<Entry> handle(Stat request, Call call) {
        var name = Name.of("path", request.path());
        return disk.look(call, name, root -> {
            try (var found = root.itself(name)) {
                return found.entry();
            }
        });
    }
}
