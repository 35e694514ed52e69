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
 */
public record Caller(String principal, long deadline, String traceparent, String call) {

    /** A caller that waits for {@code patience} from now. */
    public static Caller of(String principal, Duration patience) {
        return new Caller(
                principal,
                System.currentTimeMillis() + patience.toMillis(),
                null,
                UUID.randomUUID().toString());
    }
}
