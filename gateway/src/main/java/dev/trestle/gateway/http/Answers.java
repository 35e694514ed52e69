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
public final class Answers {

    private Answers() {}

    static void json(HttpServerResponse response, int status, Buffer body) {
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(body);
    }

    /** Answers a request that nobody serves, or whose handling failed: {@code {"error": …}}, as a frame would carry it. */
    static void failed(RoutingContext context, int status) {
        var response = context.response();
        if (response.ended() || response.closed()) {
            return;
        } else if (FilesRoute.isAskedBy(context)) {
            Problems.failed(context, status);
            return;
        }
        var cause = context.failure();
        var failure = failure(cause, status);
        error(response, saysNothing(cause, status) ? status : statusOf(failure.code()), failure);
    }

    /** Why a request failed, by its {@code cause} where that is one of ours. */
    static Failure failure(Throwable cause, int status) {
        return saysNothing(cause, status) ? ofStatus(status) : Failures.from(cause);
    }

    private static boolean saysNothing(Throwable cause, int status) {
        return cause == null || cause instanceof HttpException || status == 400;
    }

    /** Answers with {@code failure}, and the status it deserves. */
    public static void refuse(HttpServerResponse response, Failure failure) {
        error(response, statusOf(failure.code()), failure);
    }

    private static void error(HttpServerResponse response, int status, Failure failure) {
        advise(response, status, failure);
        json(response, status, Buffer.buffer(Wire.encode(Map.of("error", ErrorBody.of(failure)))));
    }

    /** The headers that say what to do about {@code failure}. */
    static void advise(HttpServerResponse response, int status, Failure failure) {
        if (status == 401) {
            response.putHeader("WWW-Authenticate", "Bearer");
        }
        if (failure.code().retryable()) {
            var wait = failure.retryAfterMs() == null ? 1 : Math.max(1, (failure.retryAfterMs() + 999) / 1000);
            response.putHeader("Retry-After", Long.toString(wait));
        }
    }

    private static Failure ofStatus(int status) {
        return switch (status) {
            case 404 -> new Failure(ErrorCode.NOT_FOUND, "no such page");
            case 405 -> new Failure(ErrorCode.INVALID_REQUEST, "not with this method");
            case 500 -> new Failure(ErrorCode.INTERNAL, "internal error");
            default -> new Failure(ErrorCode.INVALID_REQUEST, "not a request we understand");
        };
    }

    /** The HTTP status of a failure with {@code code}. */
    public static int statusOf(ErrorCode code) {
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
