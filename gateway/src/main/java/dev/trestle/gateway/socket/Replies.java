package dev.trestle.gateway.socket;

import dev.trestle.bus.Wire;
import dev.trestle.gateway.Edge;
import dev.trestle.gateway.access.Patience;
import dev.trestle.gateway.call.Dispatch;
import dev.trestle.gateway.socket.Inbound.Refused;
import dev.trestle.gateway.socket.Inbound.Request;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Session;
import io.vertx.core.AsyncResult;
import io.vertx.core.buffer.Buffer;

/** How the requests of one socket are answered; what came without an id is answered with nothing. */
final class Replies {

    private final Dispatch dispatch;
    private final Outbox outbox;
    private final Identity identity;
    private final Patience patience;

    /** To the client that is who {@code identity} says. */
    Replies(Edge edge, Outbox outbox, Identity identity) {
        this.dispatch = edge.dispatch();
        this.outbox = outbox;
        this.identity = identity;
        this.patience = edge.rates().patience();
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
        if (!request.method().equals(Session.AUTHENTICATE.name())) {
            identity.denied(request.method(), failure);
        }
        spend();
        refuse(request, failure);
    }

    /** To what is no request. */
    void reject(Inbound frame) {
        spend();
        if (frame instanceof Refused refused) {
            outbox.error(refused.id(), refused.failure());
        }
    }

    /** What came is no call, and costs as much as one. */
    void spend() {
        patience.spend(identity.isProven() ? identity.principal() : null);
    }

    /** Whether the client goes on calling although it was told again and again to wait, or sends what is no call. */
    boolean isFlooding() {
        return patience.isExhausted();
    }

    private void refuse(Request request, Failure failure) {
        patience.refused(failure);
        if (request.id() != null) {
            outbox.error(request.id(), failure);
        }
    }
}
