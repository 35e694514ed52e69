package dev.trestle.gateway.dialect.gathering;

import dev.trestle.gateway.dialect.Dialogue;
import dev.trestle.gateway.dialect.EventSocket;
import dev.trestle.gateway.dialect.Guest;
import dev.trestle.gateway.dialect.Members;
import dev.trestle.gateway.dialect.Message;
import dev.trestle.wire.Agents;
import dev.trestle.wire.CloseCode;
import io.vertx.core.Future;
import java.util.ArrayList;
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
                .compose(agent -> dialogue.goOn(agent.name()).map(agent));
        ready.onSuccess(agent -> socket.tell("connected", "agent_id", agent.id(), "agent_name", agent.name()))
                .onFailure(refused -> {
                    error(refused);
                    socket.close(CloseCode.NORMAL, "there is no such agent here");
                });
        socket.otherwise(message ->
                socket.sequence().several(() -> ready.compose(agent -> answer(agent.name(), message))));
        Frames.troubles(socket, trouble -> socket.tell("error", "message", trouble));
        socket.onClose(dialogue::leave);
    }

    private Future<?> answer(String agent, Message asked) {
        if (!(asked.frame().get("message") instanceof String text) || text.isBlank()) {
            socket.tell("error", "message", "No message provided");
            return Future.succeededFuture();
        }
        boolean permits = Boolean.TRUE.equals(asked.frame().get("allow_tools"));
        socket.tell("start", "agent_name", agent, "timestamp", Frames.now());
        return dialogue.ask(text, permits, piece -> socket.tell("token", "content", piece))
                .onSuccess(said -> done(agent, said))
                .onFailure(this::error);
    }

    private void done(String agent, Dialogue.Said said) {
        var done = Members.of(
                "content", said.text(),
                "agent_name", agent,
                "tokens_used", said.tokens(),
                "timestamp", Frames.now());
        if (!said.tools().isEmpty()) {
            done.put("tool_calls", said.tools());
        }
        socket.emit("done", done);
    }

    private void error(Throwable cause) {
        socket.tell("error", "message", cause.getMessage());
    }

    /** The chat with an agent, by its name or number. */
    record Of(String agent) {}

    /** What was said in a chat, as the page shows it before it connects. */
    static Future<?> history(Guest guest, Of chat) {
        return Crew.find(guest, chat.agent())
                .compose(agent -> Dialogue.latest(guest, agent.name())
                        .compose(session -> guest.ask(Agents.TRANSCRIPT, "session", session.session())
                                .map(transcript -> messages(session, transcript)))
                        .otherwise(List.of()))
                .map(messages -> Members.of("messages", messages));
    }

    private static List<Map<String, Object>> messages(Agents.Session session, Agents.Transcript transcript) {
        var messages = new ArrayList<Map<String, Object>>();
        for (var entry : transcript.entries()) {
            boolean asked = entry.event().equals("prompt");
            if (asked || entry.event().equals("chunk")) {
                messages.add(Members.of(
                        "id", messages.size() + 1,
                        "role", asked ? "user" : "assistant",
                        "content", Members.in(entry.data()).get(asked ? "content" : "text"),
                        "timestamp", Frames.time(session.created()),
                        "agent_name", session.agent()));
            }
        }
        return messages;
    }
}
