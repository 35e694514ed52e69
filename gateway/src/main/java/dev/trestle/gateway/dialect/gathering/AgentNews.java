package dev.trestle.gateway.dialect.gathering;

import dev.trestle.gateway.dialect.AgentSessions;
import dev.trestle.gateway.dialect.EventSocket;
import dev.trestle.gateway.dialect.Members;
import dev.trestle.wire.Agents;
import dev.trestle.wire.Topics;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What the agents of a workspace do, in the words of GatheRing. */
final class AgentNews implements AgentSessions.Listener {

    /** How its events are called there; those that are not named keep their name. */
    private static final Map<String, String> NAMES = Map.of(
            "prompt", "task.assigned",
            "chunk", "message",
            "completed", "task.completed",
            "failed", "task.failed");

    private static final Set<String> ENDS = Set.of("completed", "failed");

    private final EventSocket socket;
    private final Predicate<Agents.Session> wanted;
    private final News.Teller teller;
    private List<Crew.Member> crew = List.of();

    /** Of those sessions that are {@code wanted}. */
    AgentNews(EventSocket socket, Predicate<Agents.Session> wanted, News.Teller teller) {
        this.socket = socket;
        this.wanted = wanted;
        this.teller = teller;
    }

    /** Fails with a {@code Failure} where there are no agents for this client. */
    Future<?> follow() {
        return Crew.of(socket.guest()).compose(members -> {
            crew = members;
            return new AgentSessions(socket, this).follow();
        });
    }

    @Override
    public boolean wants(Agents.Session session) {
        return wanted.test(session);
    }

    @Override
    public void began(Agents.Session session) {
        teller.tell("started", data(session, Map.of()), session.created());
    }

    @Override
    public void ended(Agents.Session session) {
        teller.tell("stopped", data(session, Map.of()), System.currentTimeMillis());
    }

    @Override
    public void said(Agents.Session session, Topics.Event event) {
        var data = data(session, Members.in(event.data()));
        boolean used = event.event().equals("tool") && ENDS.contains(String.valueOf(data.get("state")));
        teller.tell(used ? "tool.executed" : NAMES.getOrDefault(event.event(), event.event()), data, event.time());
    }

    private Map<String, Object> data(Agents.Session session, Map<String, Object> more) {
        var id = crew.stream()
                .filter(member -> member.name().equals(session.agent()))
                .findFirst()
                .map(Crew.Member::id)
                .orElse(0);
        var data = Members.of("agent_id", id, "agent_name", session.agent(), "session", session.session());
        data.putAll(more);
        if (more.containsKey("text")) {
            data.put("content", more.get("text"));
        }
        return data;
    }
}
