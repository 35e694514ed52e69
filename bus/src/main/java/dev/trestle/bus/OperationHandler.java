package dev.trestle.bus;

import io.vertx.core.Future;

/**
 * Serves one operation.
 *
 * <p>The reply is what the future yields; the failure is what it fails with: a {@link dev.trestle.wire.Failure} reaches the
 * caller as it is, anything else as {@code INTERNAL} with a reference to the log.
 */
@FunctionalInterface
public interface OperationHandler<Q, R> {

    /** Runs on the event loop and must not block it. The request is complete: required fields, defaults and ranges. */
    Future<R> handle(Q request, Call call);
}
