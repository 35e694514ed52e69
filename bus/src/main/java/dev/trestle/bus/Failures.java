package dev.trestle.bus;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Nullable;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one translation from failures to what crosses the bus, and back; by type, never by message text.
 *
 * <p>A caller that sent a {@code Buffer} gets a reply with the header {@link Headers#ERROR} and the failure as JSON, so
 * that details survive; one that sent a {@code JsonObject} gets what Vert.x services expect: a failed future with number
 * and text.
 */
public final class Failures {

    private static final Logger LOGGER = LoggerFactory.getLogger(Failures.class);

    private record Body(
            String message,
            @Nullable Map<String, Object> details,
            @Nullable String ref,
            @Nullable Long retryAfterMs) {}

    private Failures() {}

    /** What {@code cause} means to a caller. What nobody foresaw is logged here, under the reference the caller gets. */
    public static Failure from(Throwable cause) {
        if (cause instanceof Failure failure) {
            return failure;
        } else if (cause instanceof ReplyException reply) {
            return fromBus(reply);
        }
        return unexpected(cause);
    }

    private static Failure unexpected(Throwable cause) {
        var ref = UUID.randomUUID().toString().substring(0, 8);
        LOGGER.atError().addKeyValue("ref", ref).setCause(cause).log("unexpected failure");
        return new Failure(ErrorCode.INTERNAL, "internal error, see ref in the server's log").withRef(ref);
    }

    private static Failure fromBus(ReplyException reply) {
        return switch (reply.failureType()) {
            case NO_HANDLERS -> new Failure(ErrorCode.UNAVAILABLE, "the worker is gone");
            case TIMEOUT -> new Failure(ErrorCode.TIMEOUT, "no answer within the deadline");
            case RECIPIENT_FAILURE ->
                ErrorCode.of(reply.failureCode())
                        .map(code -> new Failure(code, String.valueOf(reply.getMessage())))
                        .orElseGet(() -> unexpected(reply));
            case ERROR -> unexpected(reply);
        };
    }

    static void reply(Message<?> message, Throwable cause) {
        var failure = from(cause);
        if (message.body() instanceof JsonObject) {
            message.fail(failure.code().number(), failure.getMessage());
            return;
        }
        byte[] body;
        try {
            body = encode(failure);
        } catch (IllegalStateException detailsAreNotJson) {
            reply(message, detailsAreNotJson);
            return;
        }
        message.reply(
                Buffer.buffer(body),
                new DeliveryOptions().addHeader(Headers.ERROR, failure.code().name()));
    }

    private static byte[] encode(Failure failure) {
        var details = failure.details().isEmpty() ? null : failure.details();
        return Wire.encode(new Body(failure.getMessage(), details, failure.ref(), failure.retryAfterMs()));
    }

    /** {@code failure} as bytes alone, for {@link #read}. */
    static Buffer write(Failure failure) {
        return Buffer.buffer().appendInt(failure.code().number()).appendBytes(encode(failure));
    }

    /** What {@link #write} wrote. */
    static Failure read(Buffer written) {
        var code = ErrorCode.of(written.getInt(0)).orElse(ErrorCode.INTERNAL);
        return decode(code.name(), written.getBuffer(Integer.BYTES, written.length()));
    }

    /** The failure that a reply with the header {@code code} carries. */
    static Failure decode(String code, Buffer json) {
        try {
            var body = Wire.decode(json, Body.class);
            var failure = new Failure(ErrorCode.valueOf(code), body.message());
            failure = body.details() == null ? failure : failure.with(body.details());
            failure = body.ref() == null ? failure : failure.withRef(body.ref());
            return body.retryAfterMs() == null ? failure : failure.retryAfter(body.retryAfterMs());
        } catch (Failure | IllegalArgumentException unreadable) {
            return unexpected(new IllegalStateException("a failure that is not one of ours: " + code, unreadable));
        }
    }

    /** What {@code reading} yields; an answer that cannot be read is not the caller's fault. */
    static <T> T orInternal(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (Failure unreadable) {
            throw unexpected(new IllegalStateException("an answer that is not one of ours", unreadable));
        }
    }
}
