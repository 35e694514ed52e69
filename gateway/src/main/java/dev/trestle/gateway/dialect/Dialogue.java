package dev.trestle.gateway.dialect;

import dev.trestle.wire.AgentEvents;
import dev.trestle.wire.Agents;
import dev.trestle.wire.Topics;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;

/** A session with an agent as one client sees it: questions, one after the other, and their answers in pieces. */
public final class Dialogue {

    /** Hears the answer to one question. */
    public interface Answer {
        /** It is being answered from now on. */
        void began();

        /** Text that goes on where the piece before ended. */
        void piece(String text);

        /** The agent used a tool, with the members of {@link AgentEvents.Tool}. */
        default void used(Map<?, ?> tool) {}

        /** Whether the agent may do what it asks for; {@code null} to leave that to others. */
        default Boolean permits() {
            return null;
        }

        /** That was all; with the members of {@link AgentEvents.Completed}. */
        void completed(Map<?, ?> end);

        /** There is no more. */
        void failed(String why);
    }

    private record Question(String text, Answer answer) {}

    private final Guest guest;
    private final TopicFeed feed;
    private final Queue<Question> questions = new ArrayDeque<>();
    private final List<Topics.Event> early = new ArrayList<>();
    private String session;
    private Question current;
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

    /** Asks once what was asked before is answered. */
    public void ask(String text, Answer answer) {
        questions.add(new Question(text, answer));
        next();
    }

    /** Nobody listens any more: what is being answered ends, and the session waits for whoever comes back. */
    public void leave() {
        questions.clear();
        if (current != null) {
            guest.call(Agents.CANCEL, session, new Agents.Cancel(session));
            current = null;
        }
    }

    /** Ends the session. */
    public void stop() {
        questions.clear();
        current = null;
        if (session != null) {
            guest.call(Agents.STOP, session, new Agents.Stop(session));
        }
    }

    private void next() {
        if (current != null || questions.isEmpty()) {
            return;
        }
        current = questions.remove();
        current.answer().began();
        guest.call(Agents.PROMPT, session, new Agents.Prompt(session, current.text(), true))
                .onSuccess(this::asked)
                .onFailure(refused -> settle(answer -> answer.failed(refused.getMessage())));
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
            tell(event.event(), data);
        }
    }

    private void tell(String event, Map<?, ?> data) {
        switch (event) {
            case "chunk" -> current.answer().piece(String.valueOf(data.get("text")));
            case "tool" -> current.answer().used(data);
            case "permission" -> permit(data);
            case "completed" -> settle(answer -> answer.completed(data));
            case "failed" -> settle(answer -> answer.failed(String.valueOf(data.get("message"))));
            default -> {
                // What else an agent does, these protocols have no word for.
            }
        }
    }

    private void settle(Consumer<Answer> end) {
        var answered = current;
        current = null;
        turn = null;
        early.clear();
        if (answered != null) {
            end.accept(answered.answer());
            next();
        }
    }

    private void permit(Map<?, ?> asked) {
        var permits = current.answer().permits();
        if (permits == null) {
            return;
        }
        var wanted = (permits ? AgentEvents.OptionKind.ALLOW_ONCE : AgentEvents.OptionKind.REJECT_ONCE).toString();
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
