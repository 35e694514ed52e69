package dev.trestle.verticle.fs;

import dev.trestle.bus.Call;
import dev.trestle.bus.OperationHandler;
import dev.trestle.verticle.fs.disk.Disk;
import dev.trestle.verticle.fs.path.Durably;
import dev.trestle.verticle.fs.path.Found;
import dev.trestle.verticle.fs.path.Name;
import dev.trestle.verticle.fs.path.Refusals;
import dev.trestle.wire.Fs;
import dev.trestle.wire.Fs.Entry;
import io.vertx.core.Future;
import java.io.IOException;

/** {@code fs.mkdir}: makes a directory where nothing is, not even a link that points to nothing. */
final class MakeDirectory implements OperationHandler<Fs.MakeDirectory, Entry> {

    private final Disk disk;

    MakeDirectory(Disk disk) {
        this.disk = disk;
    }

    @Override
    public Future<Entry> handle(Fs.MakeDirectory request, Call call) {
        var name = Name.of("path", request.path());
        return disk.change(call, name, root -> {
            try (var place = request.makeParents() ? root.itselfInNewParents(name) : root.itself(name)) {
                return make(place);
            }
        });
    }

    private static Entry make(Found place) throws IOException {
        if (place.isThere()) {
            throw Refusals.exists(place.name().given());
        }
        Durably.makeDirectory(place);
        return place.again().entry();
    }
}
