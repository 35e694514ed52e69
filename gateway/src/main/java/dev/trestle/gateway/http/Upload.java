package dev.trestle.gateway.http;

import dev.trestle.bus.Wire;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Nullable;
import dev.trestle.wire.Transfer;
import dev.trestle.wire.Transfer.Uploaded;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.util.concurrent.TimeUnit;

/** {@code PUT} of a file, whole or in pieces. */
final class Upload {

    /** An upload has no deadline but that of a connection on which nothing moves. */
    private static final long PATIENCE = TimeUnit.DAYS.toMillis(7);

    private record Stored(String etag, long size) {}

    private record Partial(long received, long size) {}

    /** The preconditions and the place of what comes. */
    private record Wish(@Nullable String ifMatch, boolean onlyNew, ContentRange range, Long length) {

        static Wish of(Exchange exchange) {
            var range = exchange.header(HttpHeaders.CONTENT_RANGE);
            var none = exchange.header(HttpHeaders.IF_NONE_MATCH);
            if (none != null && !none.strip().equals("*")) {
                throw new Failure(ErrorCode.INVALID_ARGUMENT, "If-None-Match of a PUT must be *");
            }
            return new Wish(
                    IfMatch.of(exchange.header(HttpHeaders.IF_MATCH)),
                    none != null,
                    range == null ? null : ContentRange.of(range),
                    length(exchange.header(HttpHeaders.CONTENT_LENGTH)));
        }

        private static Long length(String header) {
            try {
                return header == null ? null : Long.valueOf(header);
            } catch (NumberFormatException longerThanAnything) {
                return Long.MAX_VALUE;
            }
        }

        Transfer.Upload params(String path, boolean makeParents) {
            if (range == null) {
                return new Transfer.Upload(path, ifMatch, onlyNew, makeParents, length, null, null);
            } else if (range.length() != null
                    && length != null
                    && !range.length().equals(length)) {
                throw new Failure(ErrorCode.INVALID_ARGUMENT, "Content-Range and Content-Length say different lengths");
            }
            return new Transfer.Upload(
                    path, ifMatch, onlyNew, makeParents, range.length(), range.total(), range.offset());
        }
    }

    private final Vertx vertx;

    Upload(Vertx vertx) {
        this.vertx = vertx;
    }

    void answer(Exchange exchange) {
        exchange.request().pause();
        var encoding = exchange.header(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new Failure(ErrorCode.INVALID_ARGUMENT, "the body must come as it is, without Content-Encoding");
        }
        var wish = Wish.of(exchange);
        var params = wish.params(exchange.file().path(), Flag.of(exchange.request(), "makeParents"));
        var receiving = new Receiving(exchange.edge().node().streams(), exchange.request());
        exchange.call(Transfer.UPLOAD, params, receiving.address(), PATIENCE)
                .onComplete(ended -> receiving.finish())
                .onSuccess(uploaded -> tell(exchange, wish, uploaded))
                .onFailure(cause -> refuse(exchange, wish.ifMatch() != null || wish.onlyNew(), cause));
    }

    private static void tell(Exchange exchange, Wish wish, Uploaded uploaded) {
        var response = exchange.response();
        if (response.closed()) {
            return;
        } else if (uploaded.etag() == null) {
            if (uploaded.received() > 0) {
                response.putHeader("Range", "bytes=0-" + (uploaded.received() - 1));
            }
            var partial = new Partial(uploaded.received(), wish.range().total());
            Answers.json(response, 202, Buffer.buffer(Wire.encode(partial)));
            return;
        }
        response.putHeader(HttpHeaders.ETAG, Conditions.tag(uploaded.etag()));
        if (uploaded.created()) {
            response.putHeader(HttpHeaders.LOCATION, exchange.request().path());
        }
        var stored = new Stored(uploaded.etag(), uploaded.received());
        Answers.json(response, uploaded.created() ? 201 : 200, Buffer.buffer(Wire.encode(stored)));
    }

    private void refuse(Exchange exchange, boolean conditional, Throwable cause) {
        Body.refuse(vertx, exchange.request());
        IfMatch.fail(exchange, conditional, cause);
    }
}
