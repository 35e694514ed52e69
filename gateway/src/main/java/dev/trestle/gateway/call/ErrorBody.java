package dev.trestle.gateway.call;

import dev.trestle.bus.Wire;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Nullable;
import java.util.Map;

/**
 * The error object of JSON-RPC 2.0 §5.1, in frames and in HTTP answers alike.
 *
 * @param code the JSON-RPC number
 * @param message one sentence
 * @param data what a program reads
 */
public record ErrorBody(int code, String message, Facts data) {

    /**
     * What a program reads.
     *
     * @param code the name of the {@link dev.trestle.wire.ErrorCode}
     * @param retryable whether the same call may succeed later
     * @param details facts that depend on the operation
     * @param ref finds the cause in the server's log
     * @param retryAfterMs when to try again
     */
    public record Facts(
            String code,
            boolean retryable,
            @Nullable Map<String, Object> details,
            @Nullable String ref,
            @Nullable Long retryAfterMs) {}

    /** The error object of {@code failure}. */
    public static ErrorBody of(Failure failure) {
        var code = failure.code();
        var details = failure.details().isEmpty() ? null : failure.details();
        var facts = new Facts(code.name(), code.retryable(), details, failure.ref(), failure.retryAfterMs());
        return new ErrorBody(code.number(), failure.getMessage(), facts);
    }

    /** This as JSON. */
    public byte[] json() {
        return Wire.encode(this);
    }
}
