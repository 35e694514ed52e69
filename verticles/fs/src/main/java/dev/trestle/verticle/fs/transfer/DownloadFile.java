package dev.trestle.verticle.fs.transfer;

import dev.trestle.bus.Call;
import dev.trestle.bus.OperationHandler;
import dev.trestle.verticle.fs.path.Name;
import dev.trestle.verticle.fs.path.Refusals;
import dev.trestle.wire.Transfer.Download;
import dev.trestle.wire.Transfer.Opened;
import io.vertx.core.Future;

/** {@code fs.download}: opens a file, says what it is, and sends a range of it as far as is granted. */
public final class DownloadFile implements OperationHandler<Download, Opened> {

    private final Traffic traffic;

    public DownloadFile(Traffic traffic) {
        this.traffic = traffic;
    }

    @Override
    public Future<Opened> handle(Download request, Call call) {
        if (call.stream() == null) {
            throw Refusals.needsStream(call.operation());
        }
        var name = Name.of("path", request.path());
        var pump = new Pump(traffic, call.stream(), name.given());
        return traffic.disk()
                .look(call, name, root -> {
                    try (var found = root.target(name)) {
                        return OpenFile.of(found, request);
                    }
                })
                .onFailure(cause -> pump.refuse())
                .map(file -> {
                    pump.start(file);
                    return file.opened();
                });
    }
}
