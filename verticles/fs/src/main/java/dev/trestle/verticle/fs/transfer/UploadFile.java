package dev.trestle.verticle.fs.transfer;

import dev.trestle.bus.Call;
import dev.trestle.bus.OperationHandler;
import dev.trestle.verticle.fs.path.Name;
import dev.trestle.verticle.fs.path.Refusals;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Transfer.Upload;
import dev.trestle.wire.Transfer.Uploaded;
import io.vertx.core.Future;

/**
 * {@code fs.upload}: receives a file of any size and puts it into its place when it is whole and on the disk. An upload that
 * does not get there leaves nothing but the directories it was asked to make; one in {@link Pieces} waits for the next.
 */
public final class UploadFile implements OperationHandler<Upload, Uploaded> {

    private final Traffic traffic;
    private final Incoming incoming;
    private final Pieces pieces;

    public UploadFile(Traffic traffic, Incoming incoming, Pieces pieces) {
        this.traffic = traffic;
        this.incoming = incoming;
        this.pieces = pieces;
    }

    @Override
    public Future<Uploaded> handle(Upload request, Call call) {
        if (call.stream() == null) {
            throw Refusals.needsStream(call.operation());
        }
        var name = Name.of("path", request.path());
        var intake = new Intake(traffic, call.stream(), name.given());
        traffic.begun();
        try {
            var outcome = request.total() == null
                    ? whole(call, name, request, intake)
                    : incoming.check(call, name, request).compose(good -> pieces.take(call, name, request, intake));
            return outcome.onComplete(ended -> {
                intake.stop(Refusals.cancelled());
                traffic.ended();
            });
        } catch (Failure refused) {
            intake.stop(refused);
            traffic.ended();
            throw refused;
        }
    }

    private Future<Uploaded> whole(Call call, Name name, Upload request, Intake intake) {
        return incoming.begin(call, name, request)
                .compose(file -> intake.into(file, incoming.limit(), incoming.tooLarge())
                        .compose(all -> incoming.finish(call, name, request, file))
                        .onComplete(ended -> traffic.disk().release(file)));
    }
}
