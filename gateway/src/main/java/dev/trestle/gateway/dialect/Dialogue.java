package dev.trestle.gateway.dialect;

import dev.trestle.wire.AgentEvents;
import dev.trestle.wire.Agents;
import dev.trestle.wire.OptionKind;
import dev.trestle.wire.Topics;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A session with an agent as one client sees it: questions, each when the one before is answered, and answers in pieces. */
public final class Dialogue {

    /** A whole answer: its text, the tools that were used, with the members of {@link AgentEvents.Tool}, and what it cost. */
    public record Said(String text, List<Map<?, ?>> tools, AgentEvents.Usage usage) {
        /** How many tokens it took, 0 where the agent does not say so. */
        public long tokens() {
            return usage == null ? 0 : usage.input() + usage.output();
        }
    }

    /** Hears the answer to one question. */
    @FunctionalInterface
    public interface Answer {
        /** It is being answered from now on. */
        default void began() {}

        /** Text that goes on where the piece before ended. */
        void piece(String text);

        /** Whether the agent may do what it asks for; {@code null} to leave that to others. */
        default Boolean permits() {
            return null;
        }
    }

    private static final Set<String> USED = Set.of("completed", "failed");

    private final Guest guest;
    private final TopicFeed feed;
    private final List<Topics.Event> early = new ArrayList<>();
    private String session;
    private Answer current;
    private Promise<Said> end;
    private final StringBuilder said = new StringBuilder();
    private final List<Map<?, ?>> tools = new ArrayList<>();
    private String turn;

    public Dialogue(Guest guest, TopicFeed feed) {
        this.guest = guest;
        this.feed = feed;
    }

    /** Starts a session with {@code agent}. */
    public Future<Void> start(String agent) {
        return guest.call(Agents.START, new Agents.Start(agent, null, null))
                .compose(started -> resume(started.session()));
    }

    /** Goes on in a session that is there. */
    public Future<Void> resume(String known) {
        session = known;
        return feed.follow(Agents.TOPIC + known, this::hear);
    }

    /** Asks; to be called when what was asked before is answered. Fails with a {@code Failure}, or why the agent did. */
    public Future<Said> ask(String text, Answer answer) {
        current = answer;
        said.setLength(0);
        tools.clear();
        end = Promise.promise();
        answer.began();
        guest.call(Agents.PROMPT, session, new Agents.Prompt(session, text, true, null))
                .onSuccess(this::asked)
                .onFailure(refused -> settle().fail(refused));
        return end.future();
    }

    /** Nobody listens any more: what is being answered ends, and the session waits for whoever comes back. */
    public void leave() {
        if (current != null) {
            guest.call(Agents.CANCEL, session, new Agents.Cancel(session));
            settle();
        }
    }

    /** Ends the session. */
    public void stop() {
        if (session != null) {
            guest.call(Agents.STOP, session, new Agents.Stop(session));
            settle();
        }
    }

    /** What the agent says may come before the name of the turn. */
    private void asked(Agents.Prompted prompted) {
        turn = prompted.turn();
        var before = List.copyOf(early);
        early.clear();
        before.forEach(this::hear);
    }

    private void hear(Topics.Event event) {
        if (current == null || !(event.data() instanceof Map<?, ?> data)) {
            return;
        } else if (turn == null) {
            early.add(event);
            return;
        }
        boolean ofAll = data.get("turn") == null && event.event().equals("failed");
        if (ofAll || turn.equals(data.get("turn"))) {
            tell(event, data);
        }
    }

    private void tell(Topics.Event event, Map<?, ?> data) {
        switch (event.event()) {
            case "chunk" -> {
                said.append(data.get("text"));
                current.piece(String.valueOf(data.get("text")));
            }
            case "tool" -> {
                if (USED.contains(String.valueOf(data.get("state")))) {
                    tools.add(data);
                }
            }
            case "permission" -> permit(data);
            case "completed" -> {
                var completed = TopicFeed.data(event, AgentEvents.Completed.class);
                settle().complete(new Said(said.toString(), List.copyOf(tools), completed.usage()));
            }
            case "failed" -> settle().fail(String.valueOf(data.get("message")));
            default -> {
                // What else an agent does, these protocols have no word for.
            }
        }
    }

    private Promise<Said> settle() {
        current = null;
        turn = null;
        early.clear();
        return end;
    }

    private void permit(Map<?, ?> asked) {
        var permits = current.permits();
        if (permits == null) {
            return;
        }
        var wanted = (permits ? OptionKind.ALLOW_ONCE : OptionKind.REJECT_ONCE).toString();
        ((List<?>) asked.get("options"))
                .stream()
                        .map(option -> (Map<?, ?>) option)
                        .filter(option -> wanted.equals(option.get("kind")))
                        .findFirst()
                        .ifPresent(option -> guest.call(
                                Agents.PERMIT,
                                session,
                                new Agents.Permit(
                                        session,
                                        String.valueOf(asked.get("request")),
                                        String.valueOf(option.get("id")))));
    }
}
