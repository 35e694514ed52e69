package dev.trestle.verticle.fs;

import dev.trestle.bus.Call;
import dev.trestle.bus.OperationHandler;
import dev.trestle.verticle.fs.disk.Disk;
import dev.trestle.verticle.fs.draft.Litter;
import dev.trestle.verticle.fs.draft.Precondition;
import dev.trestle.verticle.fs.draft.Tree;
import dev.trestle.verticle.fs.path.Durably;
import dev.trestle.verticle.fs.path.Found;
import dev.trestle.verticle.fs.path.Name;
import dev.trestle.verticle.fs.path.Refusals;
import dev.trestle.wire.Empty;
import dev.trestle.wire.Fs.Delete;
import io.vertx.core.Future;
import java.io.IOException;

/**
 * {@code fs.delete}: deletes a file, a link or a directory. A call that is cancelled on the way leaves what it had not
 * reached yet.
 */
final class DeletePath implements OperationHandler<Delete, Empty> {

    private final Disk disk;

    DeletePath(Disk disk) {
        this.disk = disk;
    }

    @Override
    public Future<Empty> handle(Delete request, Call call) {
        var name = Name.of("path", request.path());
        if (name.isRoot()) {
            throw Refusals.root("deleted");
        }
        return disk.change(call, name, root -> {
            try (var found = root.itself(name)) {
                Precondition.check(request.ifMatch(), found);
                return delete(found, request, call);
            }
        });
    }

    private static Empty delete(Found found, Delete request, Call call) throws IOException {
        var directory = found.directory();
        if (!found.orMissing().isDirectory()) {
            synchronized (found.monitor()) {
                // By another name, it may have been changed since.
                Precondition.check(request.ifMatch(), found.again());
                found.fence().run();
                directory.delete(found.last());
            }
        } else if (request.recursive()) {
            Tree.delete(directory, found.last(), () -> guard(found, call));
        } else if (Litter.clear(found)) {
            found.fence().run();
            directory.deleteDirectory(found.last());
        } else {
            throw Refusals.notEmpty(found.name().given());
        }
        Durably.sync(directory);
        return new Empty();
    }

    private static void guard(Found found, Call call) {
        if (call.cancelled()) {
            throw Refusals.cancelled();
        }
        found.fence().run();
    }
}
