package dev.trestle.gateway.http;

import dev.trestle.bus.Failures;
import dev.trestle.bus.Wire;
import dev.trestle.gateway.call.ErrorBody;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.Map;

/** Writes answers: JSON, and failures with the HTTP status they deserve. */
final class Answers {

    private final int bodyLimit;

    /**
     * Answers of a listener.
     *
     * @param bodyLimit the longest body it takes, in bytes
     */
    Answers(int bodyLimit) {
        this.bodyLimit = bodyLimit;
    }

    static void json(HttpServerResponse response, int status, Buffer body) {
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(body);
    }

    /** Answers a request whose handling failed: {@code {"error": …}}, the object that a frame would carry. */
    void failed(RoutingContext context) {
        var response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        var failure = failureOf(context);
        if (failure.code() == ErrorCode.UNAUTHENTICATED) {
            response.putHeader("WWW-Authenticate", "Bearer");
        }
        if (failure.code().retryable()) {
            var wait = failure.retryAfterMs() == null ? 1 : Math.max(1, failure.retryAfterMs() / 1000);
            response.putHeader("Retry-After", Long.toString(wait));
        }
        json(response, statusOf(failure.code()), Buffer.buffer(Wire.encode(Map.of("error", ErrorBody.of(failure)))));
    }

    private Failure failureOf(RoutingContext context) {
        var cause = context.failure();
        if (cause instanceof HttpException http) {
            return ofStatus(http.getStatusCode());
        }
        return cause == null ? ofStatus(context.statusCode()) : Failures.from(cause);
    }

    private Failure ofStatus(int status) {
        return switch (status) {
            case 404 -> new Failure(ErrorCode.NOT_FOUND, "no such page");
            case 405 -> new Failure(ErrorCode.INVALID_REQUEST, "not with this method");
            case 413 ->
                new Failure(ErrorCode.TOO_LARGE, "a body may have " + bodyLimit + " bytes")
                        .with(Map.of("limit", bodyLimit));
            case 500 -> new Failure(ErrorCode.INTERNAL, "internal error");
            default -> new Failure(ErrorCode.INVALID_REQUEST, "not a request we understand");
        };
    }

    private static int statusOf(ErrorCode code) {
        return switch (code) {
            case PARSE_ERROR, INVALID_REQUEST, INVALID_ARGUMENT -> 400;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case UNKNOWN_OPERATION, NOT_FOUND -> 404;
            case ALREADY_EXISTS, CONFLICT -> 409;
            case TOO_LARGE -> 413;
            case UNSUPPORTED -> 422;
            case RATE_LIMITED -> 429;
            case CANCELLED -> 499;
            case INTERNAL -> 500;
            case BUSY, UNAVAILABLE -> 503;
            case TIMEOUT -> 504;
        };
    }
}
