package dev.trestle.verticle.agent.session;

import dev.trestle.bus.Failures;
import dev.trestle.config.AgentConfig;
import dev.trestle.verticle.agent.backend.Ending;
import dev.trestle.wire.AgentEvents.Completed;
import dev.trestle.wire.AgentEvents.Event;
import dev.trestle.wire.AgentEvents.Failed;
import dev.trestle.wire.AgentEvents.StopReason;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.AsyncResult;
import java.util.Map;

/** The events with which turns end. */
final class LastWords {

    private LastWords() {}

    /** What the outcome of its backend means for {@code turn}. */
    static Event of(Turn turn, AsyncResult<Ending> ended) {
        if (ended.failed()) {
            return failed(turn, Failures.from(ended.cause()));
        }
        var reason = turn.cancelled() ? StopReason.CANCELLED : ended.result().reason();
        return new Completed(turn.id(), reason, ended.result().usage());
    }

    static Event cancelled(Turn turn) {
        return new Completed(turn.id(), StopReason.CANCELLED, null);
    }

    static Event failed(Turn turn, Failure cause) {
        return turn.cancelled() || cause.code() == ErrorCode.CANCELLED
                ? cancelled(turn)
                : new Failed(turn.id(), cause.code().name(), cause.getMessage());
    }

    /** Of no turn: the session is over. */
    static Event failed(Failure cause) {
        return new Failed(null, cause.code().name(), cause.getMessage());
    }

    static Failure tooLong(AgentConfig.Limits limits) {
        return new Failure(ErrorCode.TIMEOUT, "the turn took longer than agent.limits.turnMs = " + limits.turnMs())
                .with(Map.of("limit", limits.turnMs()));
    }

    static Failure tooMuch(AgentConfig.Limits limits) {
        int most = limits.turnBytes();
        return new Failure(ErrorCode.TOO_LARGE, "the agent said more than agent.limits.turnBytes = " + most)
                .with(Map.of("limit", most));
    }

    static Failure deaf() {
        return new Failure(ErrorCode.UNAVAILABLE, "the agent did not stop when it was told to, and was ended");
    }
}
