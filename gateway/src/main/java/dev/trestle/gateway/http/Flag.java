package dev.trestle.gateway.http;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.http.HttpServerRequest;

/** A member of the query that is true or false. */
final class Flag {

    private Flag() {}

    /** Whether {@code name} is true; absent means false. */
    static boolean of(HttpServerRequest request, String name) {
        var value = request.getParam(name, "false");
        if (!value.equals("true") && !value.equals("false")) {
            throw new Failure(ErrorCode.INVALID_ARGUMENT, name + " in the query must be true or false");
        }
        return value.equals("true");
    }
}
