package dev.trestle.gateway.dialect.gathering;

import dev.trestle.gateway.dialect.Dialogue;
import dev.trestle.gateway.dialect.EventSocket;
import dev.trestle.gateway.dialect.Members;
import dev.trestle.wire.CloseCode;
import dev.trestle.wire.Nullable;
import dev.trestle.wire.Topics;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code /ws/conversation/{id}}: the agents of the workspace take turns, and each hears what was said since it spoke. */
final class Conversation {

    private static final int MOST_TURNS = 20;

    /** {@code advance}: the next one speaks. */
    record Advance(@Nullable String prompt) {}

    private final EventSocket socket;
    private final Object id;
    private final List<String> said = new ArrayList<>();
    private final Map<Crew.Member, Dialogue> dialogues = new HashMap<>();
    private final Map<Crew.Member, Integer> heard = new HashMap<>();
    private List<Crew.Member> members = List.of();
    private int turns;

    Conversation(EventSocket socket, String name) {
        this.socket = socket;
        this.id = name.matches("\\d{1,9}") ? Integer.valueOf(name) : name;
    }

    void serve() {
        var ready = Crew.of(socket.guest());
        ready.onSuccess(this::begin).onFailure(refused -> {
            error(refused.getMessage());
            socket.close(CloseCode.NORMAL, "nobody is here to talk");
        });
        socket.on(
                        "advance",
                        Advance.class,
                        advance -> socket.sequence().several(() -> ready.compose(found -> turn(advance.prompt()))))
                .on("ping", Object.class, none -> socket.send(Members.of("type", "pong", "timestamp", Frames.now())));
        Frames.troubles(socket, this::error);
        socket.onClose(() -> dialogues.values().forEach(Dialogue::stop));
    }

    private void begin(List<Crew.Member> crew) {
        members = crew;
        var topic = "Conversation " + id;
        socket.send(Members.of(
                "type", "connected",
                "conv_id", id,
                "topic", topic,
                "circle_name", socket.guest().workspace(),
                "participants", crew.stream().map(Crew.Member::name).toList(),
                "turns_taken", turns,
                "max_turns", MOST_TURNS));
    }

    private Future<?> turn(String prompt) {
        if (turns >= MOST_TURNS || members.isEmpty()) {
            error("This conversation is complete");
            return Future.succeededFuture();
        }
        if (prompt != null && !prompt.isBlank()) {
            say(0, "User", prompt);
        }
        var member = members.get(turns++ % members.size());
        var news = said.subList(heard.getOrDefault(member, 0), said.size());
        var text = news.isEmpty() ? "Go on." : String.join("\n\n", news);
        return dialogue(member)
                .compose(dialogue -> dialogue.ask(text, new Answer(socket, member, turns)))
                .onFailure(refused -> error(refused.getMessage()))
                .onSuccess(answer -> end(member, answer));
    }

    private void end(Crew.Member member, Dialogue.Said answer) {
        say(member.id(), member.name(), answer.text());
        heard.put(member, said.size());
        socket.send(Members.of(
                "type", "turn_end",
                "agent_id", member.id(),
                "agent_name", member.name(),
                "content", answer.text(),
                "turn", turns,
                "timestamp", Frames.now()));
        if (turns == MOST_TURNS) {
            socket.send(
                    Members.of("type", "conversation_complete", "turns_taken", turns, "message_count", said.size()));
        }
    }

    private Future<Dialogue> dialogue(Crew.Member member) {
        var known = dialogues.get(member);
        if (known != null) {
            return Future.succeededFuture(known);
        }
        var begun = new Dialogue(socket.guest(), socket.topics());
        dialogues.put(member, begun);
        return begun.start(member.name()).map(begun).onFailure(refused -> dialogues.remove(member));
    }

    /** What is said here is told on the bus too. */
    private void say(int agent, String name, String content) {
        said.add(agent == 0 ? content : name + ": " + content);
        var message = Members.of(
                "conversation_id", id,
                "agent_id", agent,
                "agent_name", name,
                "content", content,
                "timestamp", Frames.now());
        var topic = News.topic(socket.guest().workspace(), "events");
        socket.guest().call(Topics.PUBLISH, new Topics.Publish(topic, "conversation.message", message));
    }

    private void error(String message) {
        socket.send(Members.of("type", "error", "message", message));
    }

    private record Answer(EventSocket socket, Crew.Member member, int turn) implements Dialogue.Answer {
        @Override
        public void began() {
            socket.send(Members.of(
                    "type", "turn_start",
                    "agent_id", member.id(),
                    "agent_name", member.name(),
                    "turn", turn,
                    "timestamp", Frames.now()));
        }

        @Override
        public void piece(String piece) {
            socket.send(Members.of("type", "token", "agent_id", member.id(), "content", piece));
        }
    }
}
