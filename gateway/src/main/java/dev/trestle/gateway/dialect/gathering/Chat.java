package dev.trestle.gateway.dialect.gathering;

import dev.trestle.gateway.dialect.Dialogue;
import dev.trestle.gateway.dialect.EventSocket;
import dev.trestle.gateway.dialect.Guest;
import dev.trestle.gateway.dialect.Members;
import dev.trestle.gateway.dialect.Message;
import dev.trestle.wire.Agents;
import dev.trestle.wire.CloseCode;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** {@code /ws/chat/{agent_id}}: questions to one agent. It remembers what this principal said before. */
final class Chat {

    private final EventSocket socket;
    private final Dialogue dialogue;

    Chat(EventSocket socket) {
        this.socket = socket;
        this.dialogue = new Dialogue(socket.guest(), socket.topics());
    }

    void serve(String named) {
        var ready = Crew.find(socket.guest(), named)
                .compose(agent -> latest(socket.guest(), agent)
                        .compose(session -> dialogue.resume(session.session()), none -> dialogue.start(agent.name()))
                        .map(agent));
        ready.onSuccess(agent -> socket.send(
                        Members.of("type", "connected", "agent_id", agent.id(), "agent_name", agent.name())))
                .onFailure(refused -> {
                    error(refused.getMessage());
                    socket.close(CloseCode.NORMAL, "there is no such agent here");
                });
        socket.otherwise(message -> socket.sequence().several(() -> ready.compose(agent -> answer(agent, message))));
        Frames.troubles(socket, this::error);
        socket.onClose(dialogue::leave);
    }

    private Future<?> answer(Crew.Member agent, Message asked) {
        if (!(asked.frame().get("message") instanceof String text) || text.isBlank()) {
            error("No message provided");
            return Future.succeededFuture();
        }
        var answer = new Answer(socket, agent, Boolean.TRUE.equals(asked.frame().get("allow_tools")));
        return dialogue.ask(text, answer).onComplete(said -> done(agent, said), failed -> error(failed.getMessage()));
    }

    private void done(Crew.Member agent, Dialogue.Said said) {
        var done = Members.of(
                "type", "done",
                "content", said.text(),
                "agent_name", agent.name(),
                "tokens_used", said.tokens(),
                "timestamp", Frames.now());
        if (!said.tools().isEmpty()) {
            done.put("tool_calls", said.tools());
        }
        socket.send(done);
    }

    private void error(String message) {
        socket.send(Members.of("type", "error", "message", message));
    }

    private record Answer(EventSocket socket, Crew.Member agent, Boolean permits) implements Dialogue.Answer {
        @Override
        public void began() {
            socket.send(Members.of("type", "start", "agent_name", agent.name(), "timestamp", Frames.now()));
        }

        @Override
        public void piece(String piece) {
            socket.send(Members.of("type", "token", "content", piece));
        }
    }

    /** The session in which {@code guest} last spoke with {@code agent}; fails where there is none. */
    private static Future<Agents.Session> latest(Guest guest, Crew.Member agent) {
        return guest.call(Agents.SESSIONS, new Agents.ListSessions())
                .map(found -> found.sessions().stream()
                        .filter(session -> session.agent().equals(agent.name())
                                && session.principal().equals(guest.principal().name())
                                && session.state() != Agents.State.ERROR)
                        .max(Comparator.comparingLong(Agents.Session::created))
                        .orElseThrow(() -> new Failure(ErrorCode.NOT_FOUND, "nothing was said yet")));
    }

    /** The chat with an agent, by its name or number. */
    record Of(String agent) {
        /** What was said there, as the page shows it before it connects. */
        Future<Map<String, Object>> history(Guest guest) {
            return Crew.find(guest, agent)
                    .compose(found -> latest(guest, found)
                            .compose(session -> guest.call(
                                            Agents.TRANSCRIPT,
                                            session.session(),
                                            new Agents.ReadTranscript(session.session()))
                                    .map(transcript -> messages(found, session, transcript)))
                            .otherwise(List.of())
                            .map(messages -> Members.of("messages", messages)));
        }
    }

    private static List<Map<String, Object>> messages(
            Crew.Member agent, Agents.Session session, Agents.Transcript transcript) {
        var messages = new ArrayList<Map<String, Object>>();
        for (var entry : transcript.entries()) {
            boolean asked = entry.event().equals("prompt");
            if ((asked || entry.event().equals("chunk")) && entry.data() instanceof Map<?, ?> data) {
                messages.add(Members.of(
                        "id", messages.size() + 1,
                        "role", asked ? "user" : "assistant",
                        "content", data.get(asked ? "content" : "text"),
                        "timestamp", Frames.time(session.created()),
                        "agent_name", agent.name()));
            }
        }
        return messages;
    }
}
