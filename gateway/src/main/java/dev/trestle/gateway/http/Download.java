package dev.trestle.gateway.http;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Transfer;
import dev.trestle.wire.Transfer.Archived;
import dev.trestle.wire.Transfer.Opened;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.util.Locale;
import java.util.Map;

/**
 * {@code GET} and {@code HEAD} of a file or, as tar.gz, of a directory.
 *
 * <p>What a workspace holds may be anybody's, and this origin's pages may call: so nothing of it is ever shown. Every file is
 * {@code application/octet-stream}, an attachment, not to be sniffed, and without rights should a browser open it.
 */
final class Download {

    private static final String GZIP = "application/gzip";

    /** Whatever range the client asks for; if that turns out not to be wanted, the whole. */
    void answer(Exchange exchange) {
        boolean whole = exchange.request().method() == HttpMethod.HEAD;
        open(exchange, whole ? null : ByteRange.of(exchange.header("Range")).orElse(null));
    }

    private static void open(Exchange exchange, ByteRange range) {
        var sending = new Sending(exchange.edge().node().streams(), exchange.context());
        var wanted = range == null ? ByteRange.WHOLE : range;
        var params = new Transfer.Download(exchange.file().path(), wanted.offset(), wanted.length());
        exchange.call(Transfer.DOWNLOAD, params, sending.address())
                .onSuccess(file -> send(exchange, range, file, sending))
                .onFailure(cause -> {
                    sending.decline();
                    refuse(exchange, cause);
                });
    }

    private static void send(Exchange exchange, ByteRange range, Opened file, Sending sending) {
        var conditions = new Conditions(exchange.request().headers(), file);
        if (conditions.fail()) {
            sending.decline();
            var now = Map.<String, Object>of("etag", file.etag(), "size", file.size());
            exchange.context()
                    .fail(412, new Failure(ErrorCode.CONFLICT, "the file has changed: " + file.path()).with(now));
        } else if (conditions.unchanged()) {
            sending.decline();
            describe(exchange.response().headers(), file);
            exchange.response().setStatusCode(304).end();
        } else if (range != null && !conditions.rangeIsWanted()) {
            sending.decline();
            open(exchange, null);
        } else if (range != null && file.length() == 0) {
            sending.decline();
            exchange.response().putHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + file.size());
            var beyond = "the file has " + file.size() + " bytes, and none of the range";
            exchange.context().fail(416, new Failure(ErrorCode.INVALID_ARGUMENT, beyond));
        } else {
            content(exchange, range != null, file, sending);
        }
    }

    private static void content(Exchange exchange, boolean partial, Opened file, Sending sending) {
        var response = exchange.response();
        describe(response.headers(), file);
        if (partial) {
            long last = file.offset() + file.length() - 1;
            response.setStatusCode(206)
                    .putHeader(HttpHeaders.CONTENT_RANGE, "bytes " + file.offset() + "-" + last + "/" + file.size());
        }
        protect(response.headers(), "application/octet-stream", FilePath.last(file.path()));
        response.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(file.length()));
        body(exchange, sending);
    }

    private static void body(Exchange exchange, Sending sending) {
        if (exchange.request().method() == HttpMethod.HEAD) {
            sending.decline();
            exchange.response().end();
        } else {
            sending.begin();
        }
    }

    private static void describe(MultiMap headers, Opened file) {
        headers.set(HttpHeaders.ETAG, Conditions.tag(file.etag()))
                .set(HttpHeaders.LAST_MODIFIED, Conditions.date(file.modified()))
                .set(HttpHeaders.ACCEPT_RANGES, "bytes")
                .set(HttpHeaders.CACHE_CONTROL, "private, no-cache");
    }

    private static void protect(MultiMap headers, String type, String name) {
        headers.set(HttpHeaders.CONTENT_TYPE, type)
                .set("Content-Disposition", Disposition.attachment(name))
                .set("Content-Security-Policy", "sandbox; default-src 'none'")
                .set("X-Content-Type-Options", "nosniff")
                .set("Cross-Origin-Resource-Policy", "same-origin");
    }

    private static void refuse(Exchange exchange, Throwable cause) {
        boolean directory = cause instanceof Failure failure
                && "directory".equals(failure.details().get("type"));
        if (!directory) {
            exchange.context().fail(cause);
            return;
        }
        exchange.response().putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        if (accepts(exchange.header(HttpHeaders.ACCEPT))) {
            archive(exchange);
        } else {
            var sentence = "a directory: send Accept: application/gzip for a tar.gz of it, or list it with"
                    + " POST /api/v1/call/fs.list";
            exchange.context().fail(406, new Failure(ErrorCode.UNSUPPORTED, sentence));
        }
    }

    /** Whether the client says that it wants an archive, and not just that it takes anything. */
    private static boolean accepts(String header) {
        return header != null && header.toLowerCase(Locale.ROOT).contains(GZIP);
    }

    private static void archive(Exchange exchange) {
        var sending = new Sending(exchange.edge().node().streams(), exchange.context());
        exchange.call(Transfer.ARCHIVE, new Transfer.Archive(exchange.file().path()), sending.address())
                .onSuccess(archive -> send(exchange, archive, sending))
                .onFailure(cause -> {
                    sending.decline();
                    exchange.context().fail(cause);
                });
    }

    private static void send(Exchange exchange, Archived archive, Sending sending) {
        var response = exchange.response();
        protect(response.headers(), GZIP, archive.name() + ".tar.gz");
        response.putHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache").setChunked(true);
        body(exchange, sending);
    }
}
