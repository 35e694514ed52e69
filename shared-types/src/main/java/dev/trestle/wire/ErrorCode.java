package dev.trestle.wire;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Every way a call can fail. Names and numbers are wire format: add at the end, never renumber.
 *
 * <p>{@link #number} is the JSON-RPC 2.0 code, {@link #name()} is {@code data.code}.
 */
public enum ErrorCode {
    PARSE_ERROR(-32700, false, "not JSON, too deep, duplicate keys or invalid UTF-8"),
    INVALID_REQUEST(-32600, false, "not one of the four frame shapes, a batch, or an id in use"),
    UNKNOWN_OPERATION(-32601, false, "no such method"),
    INVALID_ARGUMENT(-32602, false, "a field is missing, of the wrong type or out of range; the message names it"),
    INTERNAL(-32603, false, "a bug of the server; data.ref finds it in the log"),
    UNAUTHENTICATED(-32001, false, "no or bad credentials"),
    FORBIDDEN(-32003, false, "the principal lacks the grant, or the path leaves the workspace"),
    NOT_FOUND(-32004, false, "no such file, workspace, terminal, session or branch"),
    ALREADY_EXISTS(-32005, false, "something is there already"),
    CONFLICT(-32006, false, "what is there is not what the caller expected; data.details says what is there now"),
    TOO_LARGE(-32007, false, "over a limit; data.details.limit says which"),
    RATE_LIMITED(-32008, true, "too often; data.retryAfterMs says when again"),
    BUSY(-32009, true, "too much at once"),
    TIMEOUT(-32010, true, "no answer within the deadline; what was asked may or may not have happened"),
    UNAVAILABLE(-32011, true, "nobody serves this now, or the worker died"),
    CANCELLED(-32012, false, "the caller cancelled or went away"),
    UNSUPPORTED(-32013, false, "this cannot be done here, such as reading bytes that are not text as text");

    private static final Map<Integer, ErrorCode> BY_NUMBER =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(ErrorCode::number, Function.identity()));

    private final int number;
    private final boolean retryable;
    private final String summary;

    ErrorCode(int number, boolean retryable, String summary) {
        this.number = number;
        this.retryable = retryable;
        this.summary = summary;
    }

    /** The JSON-RPC code. */
    public int number() {
        return number;
    }

    /** Whether the same call may succeed later without a change by the caller. */
    public boolean retryable() {
        return retryable;
    }

    /** When it is used, in half a sentence. */
    public String summary() {
        return summary;
    }

    /** The code with this JSON-RPC number, if it is one of ours. */
    public static Optional<ErrorCode> of(int number) {
        return Optional.ofNullable(BY_NUMBER.get(number));
    }
}
