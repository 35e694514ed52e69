package dev.trestle.verticle.agent.session;

import dev.trestle.verticle.agent.backend.Opening;
import dev.trestle.wire.AgentEvents.Event;
import dev.trestle.wire.AgentEvents.Prompt;
import java.util.List;

/**
 * What a session goes on from that has ended.
 *
 * @param agent the name of its agent
 * @param cwd where it began, or {@code null}
 * @param events what happened in it, so far as that is known; oldest first
 * @param token as {@link Opening#token()}
 */
public record Past(String agent, String cwd, List<Event> events, String token) {
    public Past {
        events = List.copyOf(events);
    }

    /** The number of its last turn, after which others count on. */
    int turns() {
        int last = 0;
        for (var event : events) {
            if (event instanceof Prompt prompt) {
                last = Math.max(last, Turn.numberOf(prompt.turn()));
            }
        }
        return last;
    }
}
