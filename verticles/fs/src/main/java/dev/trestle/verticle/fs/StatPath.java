package dev.trestle.verticle.fs;

import dev.trestle.bus.Call;
import dev.trestle.bus.OperationHandler;
import dev.trestle.verticle.fs.disk.Disk;
import dev.trestle.verticle.fs.ignore.GitIgnore;
import dev.trestle.verticle.fs.path.Found;
import dev.trestle.verticle.fs.path.Name;
import dev.trestle.verticle.fs.path.Root;
import dev.trestle.wire.Fs.Entry;
import dev.trestle.wire.Fs.Stat;
import io.vertx.core.Future;
import java.io.IOException;

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
                return found.orMissing().entry(name.last(), name.path(), ignored(root, found));
            }
        });
    }

    private static Boolean ignored(Root root, Found found) throws IOException {
        int last = found.way().size() - 1;
        return last < 0
                ? null
                : GitIgnore.at(root, found.way().subList(0, last))
                        .ignores(found.last(), found.orMissing().isDirectory());
    }
}
