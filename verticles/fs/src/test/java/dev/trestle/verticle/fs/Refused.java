package dev.trestle.verticle.fs;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;
import java.util.Map;

/** A refusal, to be compared as a whole. */
public record Refused(ErrorCode code, String message, Map<String, Object> details) {

    public Refused(ErrorCode code, String message) {
        this(code, message, Map.of());
    }

    public static Refused of(Failure failure) {
        return new Refused(failure.code(), failure.getMessage(), failure.details());
    }

    /** How {@code answer} failed. */
    public static Refused of(Future<?> answer) {
        try {
            throw new AssertionError("not refused: " + FsNode.await(answer));
        } catch (Failure failure) {
            return of(failure);
        }
    }

    /** How {@code call} failed. */
    public static Refused of(Runnable call) {
        try {
            call.run();
        } catch (Failure failure) {
            return of(failure);
        }
        throw new AssertionError("not refused");
    }
}
