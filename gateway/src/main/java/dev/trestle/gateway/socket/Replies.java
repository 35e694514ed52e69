package dev.trestle.gateway.socket;

import dev.trestle.bus.Wire;
import dev.trestle.gateway.call.Dispatch;
import dev.trestle.gateway.socket.Inbound.Request;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.github.bucket4j.Bucket;
import io.vertx.core.AsyncResult;
import io.vertx.core.buffer.Buffer;

/** How the requests of one socket are answered; what came without an id is answered with nothing. */
final class Replies {

    private final Dispatch dispatch;
    private final Outbox outbox;
    private final Bucket patience;
    private boolean flooding;

    Replies(Dispatch dispatch, Outbox outbox, Bucket patience) {
        this.dispatch = dispatch;
        this.outbox = outbox;
        this.patience = patience;
    }

    /** With what {@link Dispatch} made of the request. */
    void answer(Request request, AsyncResult<Buffer> ended) {
        if (ended.failed()) {
            refuse(request, (Failure) ended.cause());
        } else if (request.id() != null) {
            outbox.result(request.id(), ended.result());
        }
    }

    /** With a record of ours, without {@link Dispatch}. */
    void reply(Request request, Object answer) {
        dispatch.settled(request.method(), "OK");
        if (request.id() != null) {
            outbox.result(request.id(), Buffer.buffer(Wire.encode(answer)));
        }
    }

    /** With {@code failure}, without {@link Dispatch}. */
    void settle(Request request, Failure failure) {
        dispatch.settled(request.method(), failure.code().name());
        refuse(request, failure);
    }

    /** Whether the client goes on calling although it was told again and again to wait. */
    boolean isFlooding() {
        return flooding;
    }

    private void refuse(Request request, Failure failure) {
        flooding |= failure.code() == ErrorCode.RATE_LIMITED && !patience.tryConsume(1);
        if (request.id() != null) {
            outbox.error(request.id(), failure);
        }
    }
}
