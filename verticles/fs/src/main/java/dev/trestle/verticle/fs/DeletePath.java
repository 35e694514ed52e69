package dev.trestle.verticle.fs;

import dev.trestle.bus.Call;
import dev.trestle.bus.OperationHandler;
import dev.trestle.wire.Empty;
import dev.trestle.wire.Fs.Delete;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;

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
        return disk.change(call, name, root -> delete(root.itself(name), request.recursive(), call));
    }

    private static Empty delete(Found found, boolean recursive, Call call) throws IOException {
        boolean directory = found.orMissing().isDirectory();
        if (directory && recursive) {
            Tree.delete(found.path(), call::cancelled);
        } else if (directory && !Draft.sweep(found.path())) {
            throw Refusals.notEmpty(found.name().given());
        } else {
            Files.delete(found.path());
        }
        Durably.sync(found.path().getParent());
        return new Empty();
    }
}
