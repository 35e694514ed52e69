package dev.trestle.gateway.topic;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.Map;

/** What Redis says when it does not do what it is asked, in words of those who publish. */
final class RedisRefusal {

    private static final int RETRY = 1_000;

    private static final Map<String, String> SENTENCES = Map.of(
            "OOM ", "the log takes no events now: Redis has reached its maxmemory (OOM)",
            "MISCONF ", "the log takes no events now: Redis cannot write to its disk (MISCONF)",
            "READONLY ", "the log takes no events now: this Redis is a replica, which is read only (READONLY)",
            "NOREPLICAS ", "the log takes no events now: Redis has too few replicas (NOREPLICAS)",
            "CLUSTERDOWN ", "the log cannot be reached now: the Redis Cluster is down (CLUSTERDOWN)",
            "NOPERM ", "the log refuses: the user of redis.url lacks a permission (NOPERM)");

    private RedisRefusal() {}

    /** Of {@code cause}, with which a command failed. */
    static Failure of(Throwable cause) {
        if (cause instanceof Failure known) {
            return known;
        }
        var said = cause.getMessage();
        if (!(cause instanceof ErrorType error) || error.is("CONNECTION_CLOSED")) {
            return unanswered();
        }
        // Redis 6 puts the error of a command into a sentence about the script.
        return SENTENCES.entrySet().stream()
                .filter(known -> said.contains(known.getKey()))
                .map(known -> unavailable(known.getValue()))
                .findFirst()
                .orElseGet(() -> unavailable("the log refuses: " + said));
    }

    /** Nobody knows whether it was done. */
    static Failure unanswered() {
        return unavailable("the log does not answer; what was asked may or may not have happened");
    }

    static Failure unavailable(String sentence) {
        return new Failure(ErrorCode.UNAVAILABLE, sentence).retryAfter(RETRY);
    }
}
