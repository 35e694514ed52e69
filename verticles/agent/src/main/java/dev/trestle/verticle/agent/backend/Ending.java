package dev.trestle.verticle.agent.backend;

import dev.trestle.wire.AgentEvents.StopReason;
import dev.trestle.wire.AgentEvents.Usage;

/**
 * How the answer to a prompt ended.
 *
 * @param usage what it cost, or {@code null} when nobody says
 */
public record Ending(StopReason reason, Usage usage) {

    /** The agent is done, at a cost that it does not say. */
    public static final Ending DONE = new Ending(StopReason.END_TURN, null);

    /** It was ended from outside. */
    public static final Ending CANCELLED = new Ending(StopReason.CANCELLED, null);
}
