package dev.trestle.gateway.dialect.gathering;

import dev.trestle.gateway.dialect.AgentSessions;
import dev.trestle.gateway.dialect.EventSocket;
import dev.trestle.gateway.dialect.TopicFeed;
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
    private final AgentSessions sessions;
    private final Predicate<Agents.Session> wanted;
    private final News.Teller teller;
    private List<Crew.Member> crew = List.of();

    /** Of those sessions that are {@code wanted}. */
    AgentNews(EventSocket socket, AgentSessions sessions, Predicate<Agents.Session> wanted, News.Teller teller) {
        this.socket = socket;
        this.sessions = sessions;
        this.wanted = wanted;
        this.teller = teller;
    }

    /** Fails with a {@code Failure} where there are no agents for this client. */
    Future<?> follow() {
        return Crew.of(socket.guest()).onSuccess(members -> {
            crew = members;
            sessions.follow(socket, this);
        });
    }

    /** What a new one said before it was known comes as well. */
    @Override
    public void began(Agents.Session session, boolean old) {
        if (!wanted.test(session)) {
            return;
        }
        var topic = Agents.TOPIC + session.session();
        TopicFeed.Follower hear = event -> hear(session, event);
        if (old) {
            socket.topics().follow(topic, hear);
        } else {
            teller.tell("started", data(session, Map.of()), session.created());
            socket.topics().followAll(topic, hear);
        }
    }

    @Override
    public void ended(Agents.Session session) {
        if (wanted.test(session)) {
            socket.topics().leave(Agents.TOPIC + session.session());
            teller.tell("stopped", data(session, Map.of()), System.currentTimeMillis());
        }
    }

    private void hear(Agents.Session session, Topics.Event event) {
        if (event.event().startsWith("presence.")) {
            return;
        }
        var data = data(session, Frames.members(event.data()));
        boolean used = event.event().equals("tool") && ENDS.contains(String.valueOf(data.get("state")));
        teller.tell(used ? "tool.executed" : NAMES.getOrDefault(event.event(), event.event()), data, event.time());
    }

    private Map<String, Object> data(Agents.Session session, Map<String, Object> more) {
        var id = crew.stream()
                .filter(member -> member.name().equals(session.agent()))
                .findFirst()
                .map(Crew.Member::id)
                .orElse(0);
        var data = Frames.of("agent_id", id, "agent_name", session.agent(), "session", session.session());
        data.putAll(more);
        if (more.containsKey("text")) {
            data.put("content", more.get("text"));
        }
        return data;
    }
}
