package dev.trestle.gateway.dialect.gathering;

import dev.trestle.gateway.dialect.EventSocket;
import dev.trestle.gateway.dialect.Members;
import dev.trestle.gateway.dialect.Message;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code /ws/dashboard}: some of what happens, for pages that only look; and how many of these there are. */
final class Dashboard {

    private static final Set<String> SHOWN = Set.of("""
            agent.started agent.task.completed agent.tool.executed memory.created memory.shared circle.created
            circle.member.added task.created task.started task.completed task.failed task.conflict.detected
            conversation.message""".split("\\s+"));

    private record Counts(String clientId, String connectedAt, long messagesSent, long messagesReceived) {}

    /** What {@code /ws/stats} tells. */
    record Stats(
            int activeConnections,
            long totalConnections,
            long totalMessagesSent,
            long totalBroadcasts,
            List<?> clients) {}

    /** One page. */
    private final class Page {

        private final String id;
        private final EventSocket socket;
        private final String since = Frames.now();
        private long told;
        private long heard;

        private Page(String id, EventSocket socket) {
            this.id = id;
            this.socket = socket;
        }

        private void tell(String type, Map<String, Object> members) {
            told++;
            sent++;
            socket.emit(type, members);
        }

        private void hear(Message message) {
            heard++;
            if (message.event().equals("ping")) {
                var time = message.frame().get("timestamp");
                tell("pong", Members.of("timestamp", time == null ? Frames.now() : time));
            }
        }

        private void show(News.Item item) {
            if (SHOWN.contains(item.type())) {
                broadcasts++;
                var members = Members.of(
                        "data", item.data(),
                        "source_agent_id", item.data().get("agent_id"),
                        "circle_id", item.data().get("circle"),
                        "project_id", socket.guest().workspace(),
                        "event_id", item.type() + ":" + item.time() * 1000,
                        "timestamp", Frames.time(item.time()));
                tell(item.type(), members);
            }
        }
    }

    private final Set<Page> pages = new LinkedHashSet<>();
    private long opened;
    private long sent;
    private long broadcasts;

    void serve(EventSocket socket, String named) {
        var page = new Page(named == null ? "dashboard-" + socket.id() : named, socket);
        opened++;
        pages.add(page);
        socket.onClose(() -> pages.remove(page));
        socket.otherwise(page::hear).onUnreadable(garbage -> page.heard++);
        socket.topics().onGap(gap -> page.tell("gap", Members.of("data", gap, "timestamp", Frames.now())));
        var hello = Members.of("client_id", page.id, "message", "Connected to GatheRing dashboard");
        page.tell("connection.established", Members.of("data", hello));
        new News(socket, page::show).all();
    }

    Stats stats() {
        var clients = pages.stream()
                .map(page -> new Counts(page.id, page.since, page.told, page.heard))
                .toList();
        return new Stats(pages.size(), opened, sent, broadcasts, clients);
    }
}
