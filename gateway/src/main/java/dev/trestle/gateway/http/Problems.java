package dev.trestle.gateway.http;

import dev.trestle.bus.Wire;
import dev.trestle.gateway.call.ErrorBody;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Nullable;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** Failures of requests for files, as {@code application/problem+json} (RFC 9457). */
final class Problems {

    /**
     * The body.
     *
     * @param type of no page: what a program needs is {@code code}
     * @param title the name of the status
     * @param status as in the head
     * @param detail one sentence
     * @param code the name of the {@link dev.trestle.wire.ErrorCode}
     * @param retryable whether the same request may succeed later
     * @param details facts that depend on the request
     * @param ref finds the cause in the server's log
     * @param retryAfterMs when to try again
     */
    private record Problem(
            String type,
            String title,
            int status,
            String detail,
            String code,
            boolean retryable,
            @Nullable Map<String, Object> details,
            @Nullable String ref,
            @Nullable Long retryAfterMs) {

        static Problem of(int status, ErrorBody error) {
            var facts = error.data();
            return new Problem(
                    "about:blank",
                    HttpResponseStatus.valueOf(status).reasonPhrase(),
                    status,
                    error.message(),
                    facts.code(),
                    facts.retryable(),
                    facts.details(),
                    facts.ref(),
                    facts.retryAfterMs());
        }
    }

    private Problems() {}

    /** Answers why {@code context} failed: with {@code status}, unless that says no more than that it did. */
    static void failed(RoutingContext context, int status) {
        var cause = context.failure();
        var failure = Answers.failure(cause, status);
        answer(context, cause != null && status == 500 ? Answers.statusOf(failure.code()) : status, failure);
    }

    private static void answer(RoutingContext context, int status, Failure failure) {
        var response = context.response();
        Answers.advise(response, status, failure);
        var body = Buffer.buffer(Wire.encode(Problem.of(status, ErrorBody.of(failure))));
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
        if (context.request().method() == HttpMethod.HEAD) {
            response.end();
        } else {
            response.end(body);
        }
    }
}
