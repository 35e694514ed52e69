package dev.trestle.gateway.socket;

import dev.trestle.bus.Wire;
import dev.trestle.gateway.call.Dispatch;
import dev.trestle.gateway.socket.Inbound.Request;
import dev.trestle.wire.Failure;
import io.vertx.core.AsyncResult;
import io.vertx.core.buffer.Buffer;

/** Answers the requests of one connection; those without an id are answered nothing. */
final class Replies {

    private final Dispatch dispatch;
    private final Outbox outbox;

    Replies(Dispatch dispatch, Outbox outbox) {
        this.dispatch = dispatch;
        this.outbox = outbox;
    }

    /** Answers with what a call ended with. */
    void answer(Request request, AsyncResult<Buffer> ended) {
        if (ended.failed()) {
            refuse(request, (Failure) ended.cause());
        } else if (request.id() != null) {
            outbox.result(request.id(), ended.result());
        }
    }

    /** Answers a call that was settled here. */
    void reply(Request request, Object answer) {
        dispatch.settled(request.method(), "OK");
        if (request.id() != null) {
            outbox.result(request.id(), Buffer.buffer(Wire.encode(answer)));
        }
    }

    /** Answers a call that never went out. */
    void settle(Request request, Failure failure) {
        dispatch.settled(request.method(), failure.code().name());
        refuse(request, failure);
    }

    private void refuse(Request request, Failure failure) {
        if (request.id() != null) {
            outbox.error(request.id(), failure);
        }
    }
}
