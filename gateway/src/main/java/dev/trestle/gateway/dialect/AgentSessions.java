package dev.trestle.gateway.dialect;

import dev.trestle.wire.Agents;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The sessions that agents have, for those who want to hear of each: nobody announces them, so they are asked for again and
 * again while somebody listens, once for all of the same rights. Belongs to the event loop of a listener.
 */
public final class AgentSessions {

    private static final long PERIOD = 1_000;

    /** Who wants to hear of sessions. */
    public interface Listener {
        /** There is a session, which was not there before unless {@code old}. */
        void began(Agents.Session session, boolean old);

        /** It is there no more. */
        void ended(Agents.Session session);
    }

    private record Key(String workspace, String principal) {}

    /** What is known of one workspace by those of one principal. */
    private final class Watch {

        private final Map<EventSocket, Listener> listeners = new LinkedHashMap<>();
        private Map<String, Agents.Session> known = Map.of();
        private long timer;
        private boolean asked;
        private boolean asking;

        private void ask() {
            if (!asking && !listeners.isEmpty()) {
                asking = true;
                var asker = listeners.keySet().iterator().next().guest();
                asker.call(Agents.SESSIONS, new Agents.ListSessions()).onComplete(answer -> {
                    asking = false;
                    // Where there are no agents, nobody speaks.
                    hear(answer.succeeded() ? answer.result().sessions() : List.of());
                });
            }
        }

        private void hear(List<Agents.Session> sessions) {
            var before = known;
            boolean old = !asked;
            asked = true;
            var now = new LinkedHashMap<String, Agents.Session>();
            sessions.forEach(session -> now.put(session.session(), session));
            known = now;
            now.values().stream()
                    .filter(session -> !before.containsKey(session.session()))
                    .forEach(session -> tell(listener -> listener.began(session, old)));
            before.values().stream()
                    .filter(session -> !now.containsKey(session.session()))
                    .forEach(session -> tell(listener -> listener.ended(session)));
        }

        private void tell(Consumer<Listener> news) {
            new ArrayList<>(listeners.values()).forEach(news);
        }
    }

    private final Vertx vertx;
    private final Map<Key, Watch> watches = new HashMap<>();

    public AgentSessions(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Tells {@code listener} of the sessions in the workspace of {@code socket}, those that are there first, until it is gone. */
    public void follow(EventSocket socket, Listener listener) {
        var key = new Key(socket.guest().workspace(), socket.guest().principal().name());
        var watch = watches.computeIfAbsent(key, first -> {
            var begun = new Watch();
            begun.timer = vertx.setPeriodic(PERIOD, turn -> begun.ask());
            return begun;
        });
        watch.listeners.put(socket, listener);
        watch.known.values().forEach(session -> listener.began(session, true));
        watch.ask();
        socket.onClose(() -> {
            watch.listeners.remove(socket);
            if (watch.listeners.isEmpty() && watches.remove(key, watch)) {
                vertx.cancelTimer(watch.timer);
            }
        });
    }
}
