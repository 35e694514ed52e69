package dev.trestle.gateway.http;

import dev.trestle.wire.Transfer.Opened;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** The preconditions of a request for a file (RFC 9110 §13), against what is there. */
final class Conditions {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final MultiMap headers;
    private final Opened file;

    Conditions(MultiMap headers, Opened file) {
        this.headers = headers;
        this.file = file;
    }

    /** A file's {@code ETag} header. */
    static String tag(String etag) {
        return '"' + etag + '"';
    }

    /** A file's {@code Last-Modified} header. */
    static String date(long millis) {
        return DATE.format(Instant.ofEpochMilli(millis));
    }

    /** Whether the client would not have this one: 412. */
    boolean fail() {
        var wanted = headers.get(HttpHeaders.IF_MATCH);
        return wanted != null && !names(wanted, false);
    }

    /** Whether the client has this one already: 304. */
    boolean unchanged() {
        var had = headers.get(HttpHeaders.IF_NONE_MATCH);
        if (had != null) {
            return names(had, true);
        }
        var since = time(headers.get(HttpHeaders.IF_MODIFIED_SINCE));
        return since != null && !modified().isAfter(since);
    }

    /** Whether a range would be of the same file as what the client has. */
    boolean rangeIsWanted() {
        // A time says too little: a file may be written twice in a second.
        var had = headers.get("If-Range");
        return had == null || had.equals(tag(file.etag()));
    }

    private boolean names(String tags, boolean weakly) {
        if (tags.strip().equals("*")) {
            return true;
        }
        for (var tag : tags.split(",")) {
            var stripped = tag.strip();
            var plain = weakly && stripped.startsWith("W/") ? stripped.substring(2) : stripped;
            if (plain.equals(tag(file.etag()))) {
                return true;
            }
        }
        return false;
    }

    private Instant modified() {
        return Instant.ofEpochMilli(file.modified()).truncatedTo(ChronoUnit.SECONDS);
    }

    private static Instant time(String header) {
        try {
            return header == null ? null : DATE.parse(header, Instant::from);
        } catch (DateTimeException malformed) {
            return null;
        }
    }
}
