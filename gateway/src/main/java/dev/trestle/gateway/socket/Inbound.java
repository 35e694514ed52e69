package dev.trestle.gateway.socket;

import dev.trestle.wire.CallId;
import dev.trestle.wire.Failure;
import io.vertx.core.buffer.Buffer;
import java.util.Map;

/** What a client's text message turned out to be. */
sealed interface Inbound {

    /**
     * A call; without an {@code id} it is executed and not answered.
     *
     * @param id {@code null} for a notification
     * @param workspace {@code params.workspace}, or {@code null}
     * @param handles the members of {@code params} that are of {@link dev.trestle.wire.Protocol#HANDLES}
     * @param traceparent the W3C trace context that the call is a part of, or {@code null}
     * @param params the bytes of {@code params} as they came
     * @param misfit why {@code params} cannot be used, or {@code null}
     */
    record Request(
            CallId id,
            String method,
            String workspace,
            Map<String, String> handles,
            String traceparent,
            Buffer params,
            Failure misfit)
            implements Inbound {}

    /** An answer to a request of the server's. */
    record Reply(CallId id) implements Inbound {}

    /**
     * Not a frame of the protocol.
     *
     * @param id {@code null} when none could be read
     */
    record Refused(CallId id, Failure failure) implements Inbound {}
}
