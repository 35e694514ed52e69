package dev.trestle.verticle.agent.session;

import dev.trestle.config.AgentConfig;
import dev.trestle.wire.AgentEvents.Event;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** The prompts that wait for the turn that runs, and how many came of late. */
final class Prompts {

    private static final long MINUTE = 60_000;

    private final AgentConfig.Limits limits;
    private final Deque<Turn> waiting = new ArrayDeque<>();
    private final Deque<Long> lately = new ArrayDeque<>();

    Prompts(AgentConfig.Limits limits) {
        this.limits = limits;
    }

    /**
     * Counts one more prompt.
     *
     * @param busy whether a turn runs
     * @param queue whether the prompt may wait for it
     * @throws Failure {@code BUSY} or {@code RATE_LIMITED} when it is not taken
     */
    void admit(boolean busy, boolean queue) {
        if (busy && !queue) {
            throw new Failure(ErrorCode.BUSY, "a turn runs; with queue:true the prompt waits for it");
        }
        if (busy && waiting.size() >= limits.queued()) {
            var sentence = "too many prompts wait; the limit is agent.limits.queued = " + limits.queued();
            throw new Failure(ErrorCode.BUSY, sentence).with(Map.of("limit", limits.queued()));
        }
        long now = System.currentTimeMillis();
        while (!lately.isEmpty() && now - lately.peek() >= MINUTE) {
            lately.remove();
        }
        int most = limits.turnsPerMinute();
        if (lately.size() >= most) {
            var sentence = "too many prompts; the limit is agent.limits.turnsPerMinute = " + most;
            throw new Failure(ErrorCode.RATE_LIMITED, sentence)
                    .with(Map.of("limit", most))
                    .retryAfter(MINUTE - (now - lately.peek()));
        }
        lately.add(now);
    }

    void add(Turn turn) {
        waiting.add(turn);
    }

    /** None waits any more; {@code tell} hears of each, and of its {@code fate}. */
    void forget(Function<Turn, Event> fate, Consumer<Event> tell) {
        for (var turn = waiting.poll(); turn != null; turn = waiting.poll()) {
            tell.accept(turn.prompt());
            tell.accept(fate.apply(turn));
        }
    }

    /** The one that has waited longest, or {@code null}. */
    Turn poll() {
        return waiting.poll();
    }
}
