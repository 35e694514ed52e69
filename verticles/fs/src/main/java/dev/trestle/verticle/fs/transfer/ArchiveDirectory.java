package dev.trestle.verticle.fs.transfer;

import dev.trestle.bus.Call;
import dev.trestle.bus.OperationHandler;
import dev.trestle.verticle.fs.path.Name;
import dev.trestle.verticle.fs.path.Refusals;
import dev.trestle.verticle.fs.path.Root;
import dev.trestle.wire.Transfer.Archive;
import dev.trestle.wire.Transfer.Archived;
import io.vertx.core.Future;
import java.io.IOException;

/** {@code fs.archive}: opens a directory and sends it with all it holds, as {@link TarGz} says, as far as is granted. */
public final class ArchiveDirectory implements OperationHandler<Archive, Archived> {

    private final Traffic traffic;

    public ArchiveDirectory(Traffic traffic) {
        this.traffic = traffic;
    }

    @Override
    public Future<Archived> handle(Archive request, Call call) {
        if (call.stream() == null) {
            throw Refusals.needsStream(call.operation());
        }
        var name = Name.of("path", request.path());
        var called = name.isRoot() ? call.workspace() : name.last();
        var pump = new Pump(traffic, call.stream(), name.given());
        return traffic.disk()
                .look(call, name, root -> open(root, name, called))
                .onFailure(cause -> pump.refuse())
                .map(archive -> {
                    pump.start(archive);
                    return new Archived(name.path(), called);
                });
    }

    private static TarGz open(Root root, Name name, String called) throws IOException {
        try (var found = root.target(name)) {
            if (!found.orMissing().isDirectory()) {
                throw Refusals.notDirectory(name.given());
            }
            return TarGz.of(found.directory().enter(found.last()), called);
        }
    }
}
