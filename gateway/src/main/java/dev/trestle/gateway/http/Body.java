package dev.trestle.gateway.http;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;

/** Reads the body of a request, whatever type it claims to be of, within a limit and a time. */
public final class Body {

    /** How long a client whose body was refused may go on sending before it is cut off, in milliseconds. */
    private static final long REFUSED_GRACE = 1_000;

    private final Vertx vertx;
    private final int limit;
    private final long patience;

    public Body(Vertx vertx, int limit, long patience) {
        this.vertx = vertx;
        this.limit = limit;
        this.patience = patience;
    }

    /** The whole body; fails with {@code TOO_LARGE} or {@code TIMEOUT}. */
    public Future<Buffer> of(HttpServerRequest request) {
        var whole = Promise.<Buffer>promise();
        var body = Buffer.buffer();
        long timer = vertx.setTimer(
                patience, late -> whole.tryFail(new Failure(ErrorCode.TIMEOUT, "the body did not come in time")));
        request.handler(part -> take(whole, body, part))
                .exceptionHandler(gone -> whole.tryFail(new Failure(ErrorCode.CANCELLED, "the client went away")))
                .endHandler(end -> whole.tryComplete(body));
        if (announced(request) > limit) {
            whole.tryFail(tooLarge());
        } else {
            invite(request);
        }
        return whole.future().onComplete(read -> vertx.cancelTimer(timer)).onFailure(refused -> refuse(vertx, request));
    }

    private void take(Promise<Buffer> whole, Buffer body, Buffer part) {
        if (body.length() + part.length() > limit) {
            whole.tryFail(tooLarge());
        } else if (!whole.future().isComplete()) {
            body.appendBuffer(part);
        }
    }

    /** Tells a client that asked first that its body is welcome (RFC 9110 §10.1.1). */
    static void invite(HttpServerRequest request) {
        if (request.headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true)) {
            request.response().writeContinue();
        }
    }

    /** Passes over what a client still sends, so that it can read why, and cuts it off after a moment. */
    static void refuse(Vertx vertx, HttpServerRequest request) {
        if (!request.isEnded()) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            request.resume();
            vertx.setTimer(REFUSED_GRACE, late -> request.connection().close());
        }
    }

    private Failure tooLarge() {
        return new Failure(ErrorCode.TOO_LARGE, "a body may have " + limit + " bytes").with(Map.of("limit", limit));
    }

    private static long announced(HttpServerRequest request) {
        try {
            var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException longerThanAnything) {
            return Long.MAX_VALUE;
        }
    }
}
