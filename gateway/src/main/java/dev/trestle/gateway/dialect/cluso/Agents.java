package dev.trestle.gateway.dialect.cluso;

import dev.trestle.gateway.dialect.AgentSessions;
import dev.trestle.gateway.dialect.Members;
import dev.trestle.wire.Agents.Session;
import dev.trestle.wire.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What the agents of the workspace say, in pieces that are numbered for each answer. */
final class Agents implements AgentSessions.Listener {

    private final Consumer<Object> teller;
    private final Map<String, Integer> pieces = new HashMap<>();

    Agents(Consumer<Object> teller) {
        this.teller = teller;
    }

    @Override
    public void said(Session session, Topics.Event event) {
        var data = Members.in(event.data());
        var answer = prefix(session) + data.get("turn");
        switch (event.event()) {
            case "chunk" -> {
                int index = pieces.merge(answer, 1, Integer::sum) - 1;
                tell(answer, String.valueOf(data.get("text")), index, false);
            }
            case "completed", "failed" -> finish(answer);
            case AgentSessions.STOPPED -> missed(session);
            default -> {
                // What else an agent does, there is no word for.
            }
        }
    }

    /** An answer of which a piece is lost ends there. */
    @Override
    public void missed(Session session) {
        List.copyOf(pieces.keySet()).stream()
                .filter(answer -> answer.startsWith(prefix(session)))
                .forEach(this::finish);
    }

    void forget() {
        pieces.clear();
    }

    /** Turns have names in their session alone. */
    private static String prefix(Session session) {
        return session.session() + "/";
    }

    private void finish(String answer) {
        var next = pieces.remove(answer);
        tell(answer, "", next == null ? 0 : next, true);
    }

    private void tell(String answer, String text, int index, boolean finished) {
        teller.accept(News.stamped("id", answer, "chunk", text, "index", index, "finished", finished));
    }
}
