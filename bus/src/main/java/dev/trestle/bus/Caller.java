package dev.trestle.bus;

import java.time.Duration;
import java.util.UUID;

/**
 * Who calls, until when the answer is of use, and under which names the call is known.
 *
 * @param principal who calls
 * @param deadline until when an answer is of use, in epoch milliseconds
 * @param traceparent the W3C trace context to pass on, or {@code null}
 * @param call names the call, so that it can be cancelled
 * @param stream the address of the end of a stream that belongs to the call, or {@code null}
 * @param connection the client's connection that the call came on, or {@code null} when it came on none
 * @param word what is said of the principal, from {@link Words#give}; {@code null} for a service of this node
 */
public record Caller(
        String principal,
        long deadline,
        String traceparent,
        String call,
        String stream,
        String connection,
        String word) {

    /** A caller without a stream and without a connection, on its own account. */
    public Caller(String principal, long deadline, String traceparent, String call) {
        this(principal, deadline, traceparent, call, null, null, null);
    }

    /** A caller that waits for {@code patience} from now. */
    public static Caller of(String principal, Duration patience) {
        return new Caller(
                principal,
                System.currentTimeMillis() + patience.toMillis(),
                null,
                UUID.randomUUID().toString());
    }

    /** The same caller with the stream at {@code address}. */
    public Caller with(String address) {
        return new Caller(principal, deadline, traceparent, call, address, connection, word);
    }

    /** The same caller, of whom {@code text} is said. */
    public Caller vouched(String text) {
        return new Caller(principal, deadline, traceparent, call, stream, connection, text);
    }

    /** The same caller, within what {@code context} says, which may be {@code null}. */
    public Caller traced(String context) {
        return new Caller(principal, deadline, context, call, stream, connection, word);
    }

    /** The same caller on the connection {@code id}. */
    public Caller on(String id) {
        return new Caller(principal, deadline, traceparent, call, stream, id, word);
    }
}
