package dev.trestle.gateway.dialect.gathering;

import dev.trestle.gateway.dialect.EventSocket;
import dev.trestle.gateway.dialect.Snake;
import dev.trestle.wire.CloseCode;
import dev.trestle.wire.Nullable;
import dev.trestle.wire.Topics;
import io.vertx.core.Future;
import java.util.List;

/** {@code /ws/conversation/{id}}: the agents of the workspace take turns, and each hears what was said since it spoke. */
final class Conversation {

    private static final int MOST_TURNS = 20;

    /** {@code advance}: the next one speaks. */
    record Advance(@Nullable String prompt) {}

    private record Connected(
            Object convId, String topic, String circleName, List<String> participants, int turnsTaken, int maxTurns) {}

    private record TurnStart(int agentId, String agentName, int turn, String timestamp) {}

    private record TurnEnd(int agentId, String agentName, String content, int turn, String timestamp) {}

    private record Said(Object conversationId, int agentId, String agentName, String content, String timestamp) {}

    private final EventSocket socket;
    private final Object id;
    private final RoundTable table;
    private int turns;

    Conversation(EventSocket socket, String name) {
        this.socket = socket;
        this.table = new RoundTable(socket.guest(), socket.topics());
        this.id = name.matches("\\d{1,9}") ? Integer.valueOf(name) : name;
    }

    void serve() {
        var ready = Crew.of(socket.guest()).onSuccess(this::begin).onFailure(refused -> {
            socket.tell("error", "message", refused.getMessage());
            socket.close(CloseCode.NORMAL, "nobody is here to talk");
        });
        socket.on(
                        "advance",
                        Advance.class,
                        advance -> socket.sequence().several(() -> ready.compose(crew -> turn(crew, advance.prompt()))))
                .on("ping", Object.class, none -> socket.tell("pong", "timestamp", Frames.now()));
        Frames.troubles(socket, trouble -> socket.tell("error", "message", trouble));
        socket.onClose(table::end);
    }

    private void begin(List<Crew.Member> crew) {
        var names = crew.stream().map(Crew.Member::name).toList();
        var circle = socket.guest().workspace();
        Frames.tell(socket, new Connected(id, "Conversation " + id, circle, names, turns, MOST_TURNS));
    }

    private Future<?> turn(List<Crew.Member> crew, String prompt) {
        if (turns >= MOST_TURNS || crew.isEmpty()) {
            socket.tell("error", "message", "This conversation is complete");
            return Future.succeededFuture();
        }
        if (prompt != null && !prompt.isBlank()) {
            table.say(prompt);
            publish(0, "User", prompt);
        }
        var member = crew.get(turns++ % crew.size());
        var id = member.id();
        return table.turn(
                        member.name(),
                        name -> Frames.tell(socket, new TurnStart(id, name, turns, Frames.now())),
                        (name, piece) -> socket.tell("token", "agent_id", id, "content", piece))
                .onFailure(refused -> socket.tell("error", "message", refused.getMessage()))
                .onSuccess(text -> end(member, text));
    }

    private void end(Crew.Member member, String text) {
        publish(member.id(), member.name(), text);
        Frames.tell(socket, new TurnEnd(member.id(), member.name(), text, turns, Frames.now()));
        if (turns == MOST_TURNS) {
            socket.tell("conversation_complete", "turns_taken", turns, "message_count", table.size());
        }
    }

    /** What is said here is told on the bus too. */
    private void publish(int agent, String name, String content) {
        var message = Snake.members(new Said(id, agent, name, content, Frames.now()));
        var topic = News.topic(socket.guest(), "events");
        socket.guest().ask(Topics.PUBLISH, "topic", topic, "event", "conversation.message", "data", message);
    }
}
