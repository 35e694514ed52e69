package dev.trestle.gateway.http;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import java.util.regex.Pattern;

/** The precondition of a change: its {@code If-Match} header, and the status 412 of what it refuses. */
final class IfMatch {

    private static final Pattern FORM = Pattern.compile("\\*|\"([^\",]+)\"");

    private IfMatch() {}

    /** The etag in the header, {@code *} for any, {@code null} for no header. */
    static String of(String header) {
        if (header == null) {
            return null;
        }
        var form = FORM.matcher(header.strip());
        if (!form.matches()) {
            throw new Failure(ErrorCode.INVALID_ARGUMENT, "If-Match must be one etag in quotes, or *");
        }
        return form.group(1) == null ? "*" : form.group(1);
    }

    /** Answers that a change failed; {@code conditional} tells whether it had a precondition. */
    static void fail(Exchange exchange, boolean conditional, Throwable cause) {
        boolean unmet = conditional
                && cause instanceof Failure failure
                && (failure.code() == ErrorCode.CONFLICT || failure.code() == ErrorCode.ALREADY_EXISTS)
                && (failure.details().containsKey("etag") || failure.details().containsKey("exists"));
        if (unmet) {
            exchange.context().fail(412, cause);
        } else {
            exchange.context().fail(cause);
        }
    }
}
