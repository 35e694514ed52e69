package dev.trestle.gateway.dialect;

import dev.trestle.wire.AgentEvents;
import dev.trestle.wire.Agents;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.OptionKind;
import dev.trestle.wire.Topics;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** A session with an agent as one client sees it: questions, each when the one before is answered, and answers in pieces. */
public final class Dialogue {

    /** A whole answer: its text, the tools that were used, with the members of {@link AgentEvents.Tool}, and what it cost. */
    public record Said(String text, List<Map<?, ?>> tools, AgentEvents.Usage usage) {
        /** How many tokens it took, 0 where the agent does not say so. */
        public long tokens() {
            return usage == null ? 0 : usage.input() + usage.output();
        }
    }

    private static final Set<String> USED = Set.of("completed", "failed");

    private final Guest guest;
    private final TopicFeed feed;
    private final List<Topics.Event> early = new ArrayList<>();
    private String session;
    private Consumer<String> pieces;
    private Boolean permits;
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
        return guest.ask(Agents.START, "agent", agent).compose(started -> resume(started.session()));
    }

    /** Goes on in the session in which its guest last spoke with {@code agent}; starts one where there is none. */
    public Future<Void> goOn(String agent) {
        return latest(guest, agent).compose(found -> resume(found.session()), none -> start(agent));
    }

    /** The session in which {@code guest} last spoke with {@code agent}; fails with {@code NOT_FOUND} where there is none. */
    public static Future<Agents.Session> latest(Guest guest, String agent) {
        return guest.ask(Agents.SESSIONS)
                .map(found -> found.sessions().stream()
                        .filter(session -> session.agent().equals(agent)
                                && session.principal().equals(guest.principal().name())
                                && session.state() != Agents.State.ERROR)
                        .max(Comparator.comparingLong(Agents.Session::created))
                        .orElseThrow(() -> new Failure(ErrorCode.NOT_FOUND, "nothing was said yet")));
    }

    /** Goes on in a session that is there. */
    public Future<Void> resume(String known) {
        session = known;
        return feed.follow(Agents.TOPIC + known, this::hear);
    }

    /**
     * Asks; to be called when what was asked before is answered. The answer comes in {@code pieces}, each of which goes on where
     * the one before ended; {@code permits} says whether the agent may do what it asks for, {@code null} leaves that to others.
     * Fails with a {@code Failure}, or why the agent did.
     */
    public Future<Said> ask(String text, Boolean permits, Consumer<String> pieces) {
        this.pieces = pieces;
        this.permits = permits;
        said.setLength(0);
        tools.clear();
        end = Promise.promise();
        guest.ask(Agents.PROMPT, "session", session, "content", text, "queue", true)
                .onSuccess(this::asked)
                .onFailure(refused -> settle().fail(refused));
        return end.future();
    }

    /** Nobody listens any more: what is being answered ends, and the session waits for whoever comes back. */
    public void leave() {
        if (pieces != null) {
            guest.ask(Agents.CANCEL, "session", session);
            settle();
        }
    }

    /** Ends the session. */
    public void stop() {
        if (session != null) {
            guest.ask(Agents.STOP, "session", session);
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
        if (pieces == null || !(event.data() instanceof Map<?, ?> data)) {
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
                pieces.accept(String.valueOf(data.get("text")));
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
        pieces = null;
        turn = null;
        early.clear();
        return end;
    }

    private void permit(Map<?, ?> asked) {
        if (permits == null) {
            return;
        }
        var wanted = (permits ? OptionKind.ALLOW_ONCE : OptionKind.REJECT_ONCE).toString();
        ((List<?>) asked.get("options"))
                .stream()
                        .map(option -> (Map<?, ?>) option)
                        .filter(option -> wanted.equals(option.get("kind")))
                        .findFirst()
                        .ifPresent(option -> guest.ask(
                                Agents.PERMIT,
                                "session",
                                session,
                                "request",
                                asked.get("request"),
                                "option",
                                option.get("id")));
    }
}
