package dev.trestle.wire;

import java.util.Map;
import java.util.Objects;

/**
 * The only exception thrown on purpose: a call that cannot be answered, and why.
 *
 * <p>Its message is for the caller: it names what was wrong and never carries a secret, a path of the server or file
 * content. It has no stack trace, because it is an answer and not an accident.
 */
public final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient Map<String, Object> details;
    private final String ref;
    private final Long retryAfterMs;

    private Failure(ErrorCode code, String message, Map<String, Object> details, String ref, Long retryAfterMs) {
        super(Objects.requireNonNull(message, "message"), null, false, false);
        this.code = Objects.requireNonNull(code, "code");
        this.details = Map.copyOf(details);
        this.ref = ref;
        this.retryAfterMs = retryAfterMs;
    }

    /** A failure with a code and a sentence for the caller. */
    public Failure(ErrorCode code, String message) {
        this(code, message, Map.of(), null, null);
    }

    /** The same failure with facts a program can read, which become {@code data.details}. */
    public Failure with(Map<String, Object> facts) {
        return new Failure(code, getMessage(), facts, ref, retryAfterMs);
    }

    /** The same failure with the reference under which the log keeps the cause. */
    public Failure withRef(String reference) {
        return new Failure(code, getMessage(), details, reference, retryAfterMs);
    }

    /** The same failure with the time after which trying again makes sense, in milliseconds. */
    public Failure retryAfter(long milliseconds) {
        return new Failure(code, getMessage(), details, ref, milliseconds);
    }

    /** Which of the known ways to fail this is. */
    public ErrorCode code() {
        return code;
    }

    /** Facts for a program; empty when there are none. */
    public Map<String, Object> details() {
        return details == null ? Map.of() : details;
    }

    /** The reference under which the log keeps the cause, or {@code null}. */
    public String ref() {
        return ref;
    }

    /** When to try again, in milliseconds, or {@code null}. */
    public Long retryAfterMs() {
        return retryAfterMs;
    }
}
