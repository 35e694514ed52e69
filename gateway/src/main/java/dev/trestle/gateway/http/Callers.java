package dev.trestle.gateway.http;

import dev.trestle.bus.Caller;
import dev.trestle.bus.Headers;
import dev.trestle.bus.Traceparent;
import dev.trestle.gateway.access.Principal;
import io.vertx.core.http.HttpServerRequest;
import java.util.UUID;

/** Who calls over HTTP. */
final class Callers {

    private Callers() {}

    /** {@code principal}, who sent {@code request} and waits for {@code patience} milliseconds from now. */
    static Caller of(Principal principal, HttpServerRequest request, long patience) {
        var deadline = System.currentTimeMillis() + patience;
        return new Caller(
                principal.name(),
                deadline,
                Traceparent.of(request.getHeader(Headers.TRACEPARENT)),
                "h-" + UUID.randomUUID());
    }
}
