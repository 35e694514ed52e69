package dev.trestle.gateway.http;

import dev.trestle.bus.StreamWriter;
import dev.trestle.bus.Streams;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/**
 * The body of a request that becomes a stream. The client is read from only while the stream has credit, so a body of any
 * size has a few messages in memory here; one that asked first ({@code Expect: 100-continue}) is invited by the first
 * grant. Belongs to the connection's event loop.
 */
final class Receiving implements StreamWriter.Producer {

    private final HttpServerRequest request;
    private final StreamWriter writer;
    private boolean invited;
    private boolean over;

    /** Of a request that is paused. */
    Receiving(Streams streams, HttpServerRequest request) {
        this.request = request;
        this.writer = streams.writer(this);
        request.handler(this::take).endHandler(end -> end()).exceptionHandler(gone -> lost());
        Bites.take(request.connection(), true);
    }

    /** Where the stream is to be connected. */
    String address() {
        return writer.address();
    }

    @Override
    public void granted() {
        if (!invited) {
            invited = true;
            Body.invite(request);
        }
        if (!over && writer.credit() >= Bites.LARGE) {
            request.resume();
        }
    }

    private void take(Buffer part) {
        if (over) {
            return;
        }
        writer.write(part);
        if (writer.credit() < Bites.LARGE) {
            request.pause();
        }
    }

    private void end() {
        over = true;
        writer.end();
    }

    private void lost() {
        over = true;
        writer.fail(new Failure(ErrorCode.CANCELLED, "the client went away"));
    }

    /** Why is told by the answer to the call. */
    @Override
    public void cancelled(Failure cause) {
        over = true;
    }

    /** The call is answered: what still comes is passed over. */
    void finish() {
        over = true;
        writer.abandon();
        Bites.take(request.connection(), false);
        if (!request.isEnded()) {
            request.resume();
        }
    }
}
