package dev.trestle.gateway.dialect.gathering;

import dev.trestle.gateway.dialect.AgentSessions;
import dev.trestle.gateway.dialect.EventSocket;
import dev.trestle.gateway.dialect.FileChange;
import dev.trestle.gateway.dialect.Guest;
import dev.trestle.gateway.dialect.Members;
import dev.trestle.gateway.dialect.TopicFeed;
import dev.trestle.wire.Agents;
import dev.trestle.wire.Topics;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * All that happens around a workspace, as the event bus of GatheRing would say it: its files, its repository and its agents,
 * and what services publish on the topic {@code topic/gathering/<workspace>/events}, whose events have the names that it has.
 */
final class News {

    /** One thing that happened, with the topics of GatheRing that it belongs to; without, it is for everybody. */
    record Item(String type, List<String> topics, Map<String, Object> data, long time) {}

    /** What agents do, in the words of GatheRing; what is not here keeps its name. */
    private static final Map<String, String> DEEDS = Map.of(
            "prompt", "task.assigned",
            "chunk", "message",
            "completed", "task.completed",
            "failed", "task.failed");

    private static final Set<String> ENDS = Set.of("completed", "failed");

    private final EventSocket socket;
    private final Guest guest;
    private final Consumer<Item> reader;

    News(EventSocket socket, Consumer<Item> reader) {
        this.socket = socket;
        this.guest = socket.guest();
        this.reader = reader;
    }

    /** Where this dialect keeps what no other topic has. */
    static String topic(Guest guest, String name) {
        return "topic/gathering/" + guest.workspace() + "/" + name;
    }

    /** Completes when it hears all that it may; what this client may not follow, it does not hear of. */
    Future<?> all() {
        return Future.join(
                workspace(),
                agents(any -> true),
                follow(topic(guest, "events"), event -> hear(event, event.event(), Members.in(event.data()))),
                follow(topic(guest, "activities"), event -> hear(event, "activity", Activities.shown(guest, event))));
    }

    /** Files, repository and terminals; completes when all is followed that may be, and fails when nothing may. */
    Future<?> workspace() {
        var name = "workspace/" + guest.workspace() + "/";
        var kinds = List.of(
                follow(name + "files", this::file),
                follow(
                        name + "git",
                        new Standing(guest, (status, event) -> tell("git_status", event, Repository.standing(status)))),
                follow(
                        name + "terminals",
                        event -> tell("terminal_" + event.event(), event, Members.in(event.data()))));
        return Future.join(kinds).recover(some -> Future.any(kinds));
    }

    /** What agents do in the sessions that are {@code wanted}; fails where there are none for this client. */
    Future<?> agents(Predicate<Agents.Session> wanted) {
        return Crew.of(guest)
                .compose(crew ->
                        new AgentSessions(socket, wanted, (session, event) -> deed(crew, session, event)).follow());
    }

    /** A circle. */
    Future<Void> circle(String name) {
        return follow("circle/" + name, event -> {
            var data = Members.in(event.data());
            data.putIfAbsent("circle", name);
            hear(event, "circle." + event.event(), data);
        });
    }

    void leaveCircle(String name) {
        socket.topics().leave("circle/" + name);
    }

    private Future<Void> follow(String topic, TopicFeed.Follower hear) {
        return socket.topics().follow(topic, hear);
    }

    private void file(Topics.Event event) {
        for (var change : FileChange.of(event)) {
            boolean lost = change.what() == FileChange.What.LOST;
            var data = Members.of("path", change.path(), "type", change.type().toString());
            if (lost) {
                data.put("overflow", true);
            }
            tell("file_" + (lost ? FileChange.What.CHANGED : change.what()), event, data);
        }
    }

    private void tell(String type, Topics.Event event, Map<String, Object> data) {
        var topics = List.of("workspace", "workspace:" + guest.workspace());
        reader.accept(new Item("workspace." + type, topics, data, event.time()));
    }

    private void deed(List<Crew.Member> crew, Agents.Session session, Topics.Event event) {
        var said = Members.in(event.data());
        var data = Members.of(
                "agent_id", Crew.number(crew, session.agent()),
                "agent_name", session.agent(),
                "session", session.session());
        data.putAll(said);
        if (said.containsKey("text")) {
            data.put("content", said.get("text"));
        }
        boolean used = event.event().equals("tool") && ENDS.contains(String.valueOf(said.get("state")));
        hear(event, "agent." + (used ? "tool.executed" : DEEDS.getOrDefault(event.event(), event.event())), data);
    }

    private void hear(Topics.Event event, String type, Map<String, Object> data) {
        reader.accept(new Item(type, topics(type, data), data, event.time()));
    }

    private static List<String> topics(String type, Map<String, Object> data) {
        return switch (type.replaceFirst("[.].*", "")) {
            case "agent" -> List.of("agents", "agents:" + data.get("agent_id"));
            case "circle" -> List.of("circles", "circles:" + data.get("circle"));
            case "task" -> List.of("tasks", "circles:" + data.get("circle"));
            case "conversation" -> List.of("conversations", "conversations:" + data.get("conversation_id"));
            case "activity" -> List.of("activity");
            default -> List.of();
        };
    }
}
