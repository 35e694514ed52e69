package dev.trestle.gateway.dialect.gathering;

import dev.trestle.gateway.dialect.EventSocket;
import dev.trestle.gateway.dialect.Members;
import dev.trestle.gateway.dialect.TopicFeed;
import dev.trestle.wire.Topics;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/**
 * All that happens around a workspace, as the event bus of GatheRing would say it: its files, its repository and its agents,
 * and what services publish on the topic {@code topic/gathering/<workspace>/events}, whose events have the names that it has.
 */
final class News {

    /** Hears of what happens. */
    @FunctionalInterface
    interface Teller {
        /** {@code time} in epoch milliseconds. */
        void tell(String type, Map<String, Object> data, long time);
    }

    /** One thing that happened, with the topics of GatheRing that it belongs to; without, it is for everybody. */
    record Item(String type, List<String> topics, Map<String, Object> data, long time) {}

    /** Hears of what happens. */
    @FunctionalInterface
    interface Reader {
        void read(Item item);
    }

    private static final String CIRCLE = "circle.";

    private final EventSocket socket;
    private final Reader reader;

    News(EventSocket socket, Reader reader) {
        this.socket = socket;
        this.reader = reader;
    }

    /** Where this dialect keeps what no other topic has. */
    static String topic(String workspace, String name) {
        return "topic/gathering/" + workspace + "/" + name;
    }

    /** Completes when it hears all that it may; what this client may not follow, it does not hear of. */
    Future<?> follow() {
        var workspace = socket.guest().workspace();
        var files = new WorkspaceNews(
                socket,
                (type, data, time) -> reader.read(
                        new Item("workspace." + type, List.of("workspace", "workspace:" + workspace), data, time)));
        var agents = new AgentNews(
                socket, all -> true, (type, data, time) -> reader.read(item("agent." + type, data, time)));
        return Future.join(
                files.follow(),
                agents.follow(),
                follow(topic(workspace, "events"), event -> hear(event, event.event(), Members.in(event.data()))),
                follow(topic(workspace, "activities"), event -> hear(event, "activity", activity(event))));
    }

    /** Hears of a circle too. */
    Future<Void> circle(String name) {
        return follow("circle/" + name, event -> {
            var data = Members.in(event.data());
            data.putIfAbsent("circle", name);
            hear(event, CIRCLE + event.event(), data);
        });
    }

    void leaveCircle(String name) {
        socket.topics().leave("circle/" + name);
    }

    private Future<Void> follow(String topic, TopicFeed.Follower hear) {
        return socket.topics().follow(topic, hear);
    }

    private void hear(Topics.Event event, String type, Map<String, Object> data) {
        reader.read(item(type, data, event.time()));
    }

    private static Item item(String type, Map<String, Object> data, long time) {
        return new Item(type, topics(type, data), data, time);
    }

    private static List<String> topics(String type, Map<String, Object> data) {
        var kind = type.replaceFirst("[.].*", "");
        return switch (kind) {
            case "agent" -> List.of("agents", "agents:" + data.get("agent_id"));
            case "circle" -> List.of("circles", "circles:" + data.get("circle"));
            case "task" -> List.of("tasks", "circles:" + data.get("circle"));
            case "conversation" -> List.of("conversations", "conversations:" + data.get("conversation_id"));
            case "activity" -> List.of("activity");
            default -> List.of();
        };
    }

    private Map<String, Object> activity(Topics.Event event) {
        return Activities.shown(Activities.item(socket.guest().workspace(), event));
    }
}
